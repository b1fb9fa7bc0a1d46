module github.com/torikime/torikime

go 1.26.0

require (
	github.com/benbjohnson/clock v1.3.5
	github.com/gabriel-vasile/mimetype v1.4.16
	github.com/shopspring/decimal v1.6.0
	github.com/stretchr/testify v1.12.1
	golang.org/x/text v0.43.0
)

require go.yaml.in/yaml/v3 v3.0.5 // indirect
