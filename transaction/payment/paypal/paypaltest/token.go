package paypaltest

import (
	"crypto/rand"
	"net/http"
)

func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	id, secret, ok := r.BasicAuth()
	if !ok || id != ClientID || secret != Secret {
		write(w, reply{status: http.StatusUnauthorized, body: map[string]string{"error": "invalid_client", "error_description": "Client Authentication failed"}})
		return
	}
	if r.FormValue("grant_type") != "client_credentials" {
		write(w, reply{status: http.StatusBadRequest, body: map[string]string{"error": "unsupported_grant_type", "error_description": "unsupported grant_type"}})
		return
	}
	token := "A21AA" + rand.Text()
	s.mu.Lock()
	s.tokensN++
	s.tokens[token] = s.now().Add(TokenLife)
	s.mu.Unlock()
	write(w, reply{status: http.StatusOK, body: map[string]any{
		"scope": "https://uri.paypal.com/services/payments/payment", "access_token": token, "token_type": "Bearer",
		"app_id": "APP-80W284485P519543T", "expires_in": int(TokenLife.Seconds()), "nonce": rand.Text(),
	}})
}
