module holdfast.example/saml-proof

go 1.24

require (
	github.com/mattermost/gosaml2 v0.8.0
	github.com/russellhaering/goxmldsig v1.2.0
)

require (
	github.com/beevik/etree v1.1.0 // indirect
	github.com/jonboulle/clockwork v0.2.2 // indirect
	github.com/mattermost/xml-roundtrip-validator v0.1.0 // indirect
)
