// The SAML library of the Mattermost server with the settings that Holdfast renders for it.
// "request" prints the address that a person is sent to; "check" reads a response and prints what it says of a person.
package main

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"os"
	"strings"

	saml2 "github.com/mattermost/gosaml2"
	dsig "github.com/russellhaering/goxmldsig"
)

type settings struct {
	IdpURL                      string
	IdpDescriptorURL            string
	ServiceProviderIdentifier   string
	AssertionConsumerServiceURL string
	Verify                      bool
}

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(command, settingsFile, certificateFile string) error {
	provider, err := serviceProvider(settingsFile, certificateFile)
	if err != nil {
		return err
	}
	if command == "request" {
		url, err := provider.BuildAuthURL("relay")
		fmt.Println(url)
		return err
	}
	response, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	info, err := provider.RetrieveAssertionInfo(strings.TrimSpace(string(response)))
	if err != nil {
		return err
	}
	if info.WarningInfo.InvalidTime || info.WarningInfo.NotInAudience {
		return fmt.Errorf("out of time or not for this audience: %+v", info.WarningInfo)
	}
	attributes := map[string][]string{}
	for name, attribute := range info.Values {
		for _, value := range attribute.Values {
			attributes[name] = append(attributes[name], value.Value)
		}
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{"nameId": info.NameID, "attributes": attributes})
}

func serviceProvider(settingsFile, certificateFile string) (*saml2.SAMLServiceProvider, error) {
	text, err := os.ReadFile(settingsFile)
	if err != nil {
		return nil, err
	}
	var s settings
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, err
	}
	encoded, err := os.ReadFile(certificateFile)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(encoded)
	if block == nil {
		return nil, fmt.Errorf("no certificate in %s", certificateFile)
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, err
	}
	return &saml2.SAMLServiceProvider{
		IdentityProviderSSOURL:      s.IdpURL,
		IdentityProviderIssuer:      s.IdpDescriptorURL,
		ServiceProviderIssuer:       s.ServiceProviderIdentifier,
		AudienceURI:                 s.ServiceProviderIdentifier,
		AssertionConsumerServiceURL: s.AssertionConsumerServiceURL,
		SkipSignatureValidation:     !s.Verify,
		IDPCertificateStore:         &dsig.MemoryX509CertificateStore{Roots: []*x509.Certificate{certificate}},
	}, nil
}
