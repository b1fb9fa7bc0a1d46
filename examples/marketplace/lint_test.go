package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/api"
	"github.com/torikime/torikime/policy"
)

// A policy that can't work does not start, and everything that is wrong is said at
// once; one that is hardly meant starts, and the log says so once. What is said of a
// preset is known, and nobody has to read it at every start.
func TestStartLints(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	var log bytes.Buffer
	to := slog.New(slog.NewTextHandler(&log, nil))
	require.NoError(t, lint(p, true, to))
	require.Empty(t, log.String())
	require.NoError(t, lint(p, false, to))
	require.Equal(t, 1, bytes.Count(log.Bytes(), []byte("level=WARN")), log.String())
	require.Contains(t, log.String(), "code=wait_without_end")

	p.Purchase.PaymentDue, p.Cancel.SellerSilence = policy.Hours(0), policy.Window{}
	data, err := p.JSON()
	require.NoError(t, err)
	file, folder := filepath.Join(t.TempDir(), "policy.json"), filepath.Join(t.TempDir(), "new")
	require.NoError(t, os.WriteFile(file, data, 0o600))
	said := fails(t, "-policy", file, "-addr", "127.0.0.1:0", "-data", folder)
	require.Contains(t, said, "purchase.payment_due")
	require.Contains(t, said, "cancel.seller_silence")
	require.NoDirExists(t, folder)
}

// The API says in the caller's language what is said of the policy in force.
func TestLintOfPolicyInForce(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", "coconala-2026")
	const path = "/api/v1/policies/current/lint"
	list := into[api.Lint](s.get("aoi", path)).Advice
	require.Equal(t, "hide_before_review", list[0].Code)
	require.Equal(t, policy.LintWarning, list[0].Severity)
	require.Contains(t, list[0].Message, "72 h")
	header := as("aoi")
	header["Accept-Language"] = []string{"ja"}
	require.Contains(t, into[api.Lint](s.send("GET", path, header, nil)).Advice[0].Message, "72時間")
	s.send("GET", path, nil, nil).no(http.StatusUnauthorized)
}

// The page of rules shows the picture of the policy in force, which is XML, speaks
// the page's language, and may load nothing.
func TestDiagramOfPolicyInForce(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", "coconala-2026")
	require.Contains(t, string(s.send("GET", "/rules", nil, nil).body), `src="/policies/current/diagram.svg?lang=en"`)
	for lang, want := range map[string]string{"en": "after 120 days", "ja": "上限：120日"} {
		got := s.send("GET", "/policies/current/diagram.svg?lang="+lang, nil, nil)
		require.Equal(t, "image/svg+xml", got.header.Get("Content-Type"))
		require.Contains(t, got.header.Get("Content-Security-Policy"), "default-src 'none'")
		require.Contains(t, string(got.body), want)
		for d := xml.NewDecoder(bytes.NewReader(got.body)); ; {
			_, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err)
		}
	}
	require.Equal(t, http.StatusNotFound, s.send("GET", "/policies/current/diagram.svg?lang=fr", nil, nil).status)
}
