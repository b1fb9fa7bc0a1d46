package market

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/inbox"
)

// Preferences are which channels bring somebody which kind of notice (T9.2).
type Preferences struct {
	Preferences map[string]map[string]bool `json:"preferences" doc:"By topic (orders, messages, delivery, cancels, reviews, platform, deadlines) and channel (in_app, mail, push)"`
	// Mail: the marketplace sends mail, and knows an address of his.
	Mail bool `json:"mail" doc:"Whether mail can reach the caller at all: the marketplace sends mail, and knows an address"`
}

// Preferences are the viewer's choices, all of them: what he never chose is on.
func (m *Market) Preferences(ctx context.Context, v Viewer) (Preferences, error) {
	chosen, err := m.preferences(ctx, v.ID)
	return m.shownPreferences(v, chosen), err
}

func (m *Market) shownPreferences(v Viewer, chosen inbox.Preferences) Preferences {
	shown := Preferences{Preferences: map[string]map[string]bool{}, Mail: m.outbox != nil && m.people.reach[v.ID].Email != ""}
	for _, topic := range inbox.Topics() {
		channels := map[string]bool{}
		for _, channel := range inbox.Channels() {
			on, set := chosen[topic][channel]
			channels[string(channel)] = on || !set
		}
		shown.Preferences[string(topic)] = channels
	}
	return shown
}

// Choose replaces the viewer's choices; what they do not name is on. The list in
// the app can't be switched off (T9.2).
func (m *Market) Choose(ctx context.Context, v Viewer, choices map[string]map[string]bool, call Call) (Done[Preferences], error) {
	var done Done[Preferences]
	chosen := inbox.Preferences{}
	for topic, channels := range choices {
		chosen[inbox.Topic(topic)] = map[inbox.Channel]bool{}
		for channel, on := range channels {
			chosen[inbox.Topic(topic)][inbox.Channel(channel)] = on
		}
	}
	if no := chosen.Check(); no != nil {
		return done, no
	}
	kept, err := json.Marshal(chosen)
	if err != nil {
		return done, err
	}
	done.Value = m.shownPreferences(v, chosen)
	if done.JSON, err = json.Marshal(done.Value); err != nil || call.DryRun {
		return done, err
	}
	call.Key = scoped(v.Person, call.Key)
	done.JSON, done.Repeated, err = m.write(ctx, m.Now(), call, done.JSON, func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO market_preferences (person, choices) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET choices = excluded.choices", v.ID, string(kept))
		return err
	})
	if err != nil {
		return done, err
	}
	return done, json.Unmarshal(done.JSON, &done.Value)
}

// preferences are somebody's choices as he made them.
func (m *Market) preferences(ctx context.Context, person string) (chosen inbox.Preferences, err error) {
	var text string
	err = m.db.QueryRowContext(ctx, "SELECT choices FROM market_preferences WHERE person = ?", person).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &chosen)
	}
	if err != nil {
		return nil, fmt.Errorf("read the preferences of %s: %w", person, err)
	}
	return chosen, nil
}

// Topics and Channels in the order in which a page shows them. No push goes out of
// this marketplace, so nobody is asked about it.
func Topics() []inbox.Topic     { return inbox.Topics() }
func Channels() []inbox.Channel { return []inbox.Channel{inbox.InApp, inbox.Mail} }

// operates refuses whoever is no operator.
func operates(v Viewer, rule, command string) error {
	if v.Has(policy.Operator) {
		return nil
	}
	return policy.Reject(policy.WrongActor, rule, "wrong_actor").With("command", command).With("role", "")
}
