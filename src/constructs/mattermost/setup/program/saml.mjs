import { X509Certificate } from "node:crypto";
import { form } from "./form.mjs";

const NAME = "saml-idp.crt";

/** Brings the certificate of the identity provider unless the server has it: it tells whether, but never which. */
export async function applySamlCertificate({ certificate }, { api, memory, place, secretOf, say }) {
  const content = readable(secretOf(certificate.$secret));
  const { idp_certificate_file: there } = await api("GET", "/api/v4/saml/certificate/status");
  if (there === true && !memory.isNew(place, content)) return;
  const { body, type } = form({}, { certificate: { name: NAME, content } });
  await api("POST", "/api/v4/saml/certificate/idp", body, { "content-type": type });
  await memory.remember([{ place, value: content }]);
  say("brought the provider's certificate");
}

/** The server takes any text and says nothing until the first person signs in. */
function readable(text) {
  try {
    new X509Certificate(text);
    return text;
  } catch {
    throw new Error("the provider's certificate is not a certificate in PEM");
  }
}
