package market

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/torikime/torikime/policy"
)

// Person takes part in the marketplace.
type Person struct {
	// ID names the person everywhere; Name is shown.
	ID   string `json:"id"`
	Name string `json:"name"`
	// Roles say what the person may begin: buy, offer services, operate. In a
	// transaction everybody is what he is there.
	Roles []policy.Role `json:"roles"`
}

// Has reports whether the person has a role.
func (p Person) Has(r policy.Role) bool { return slices.Contains(p.Roles, r) }

// Viewer is a person and the language he is answered in.
type Viewer struct {
	Person
	Language policy.Language
}

// DemoPerson is a person of the demo and his well-known token.
type DemoPerson struct {
	Person
	Token string
	// About says in a few words who that is.
	About string
}

// People are everybody who can log in. While the program runs, nobody comes, and
// whoever deletes his account goes (T9.4).
type People struct {
	byID    map[string]Person
	byToken map[[sha256.Size]byte]string
	reach   map[string]Contact // by id; those who can be reached alone
	demo    []DemoPerson
	file    string     // people.json; empty for the demo
	writing sync.Mutex // the file

	mu   sync.RWMutex
	gone map[string]bool
}

// Login finds who has a token; false if nobody has. Tokens are looked up by
// their digest, so how long it takes tells nothing of them.
func (m *Market) Login(token string) (Person, bool) {
	id, ok := m.people.byToken[sha256.Sum256([]byte(token))]
	if !ok || m.people.left(id) {
		return Person{}, false
	}
	return m.people.byID[id], true
}

// Person finds somebody by his id; whoever has left is there without his name.
func (m *Market) Person(id string) (Person, bool) {
	if m.people.left(id) {
		return Person{ID: id, Name: Nobody}, true
	}
	p, ok := m.people.byID[id]
	return p, ok
}

// DemoPeople are the demo's people with their tokens, but those who have left;
// nobody without the demo.
func (m *Market) DemoPeople() []DemoPerson {
	return slices.DeleteFunc(slices.Clone(m.people.demo), func(p DemoPerson) bool { return m.people.left(p.ID) })
}

// listed is a person as people.json has him. The file keeps no token, only its
// SHA-256 in hexadecimal.
type listed struct {
	Person
	TokenSHA256 string `json:"token_sha256"`
	Contact
}

// openPeople reads people.json, or makes it with one operator, whose token is
// returned once.
func openPeople(folder string, demo bool, demoMail string) (people *People, secret string, err error) {
	people = &People{byID: map[string]Person{}, byToken: map[[sha256.Size]byte]string{}, reach: map[string]Contact{}}
	if demo {
		for _, p := range demoPeople {
			people.byID[p.ID] = p.Person
			people.byToken[sha256.Sum256([]byte(p.Token))] = p.ID
			people.reach[p.ID] = demoContact(p.ID, demoMail)
		}
		people.demo = demoPeople
		return people, "", nil
	}
	file := filepath.Join(folder, "people.json")
	people.file = file
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		data, secret, err = firstPeople(file)
	}
	if err != nil {
		return nil, "", err
	}
	return people, secret, people.read(file, data)
}

func firstPeople(file string) (data []byte, secret string, err error) {
	secret = rand.Text()
	sum := sha256.Sum256([]byte(secret))
	data, err = json.MarshalIndent([]listed{{
		Person:      Person{ID: "operator", Name: "Operator", Roles: []policy.Role{policy.Operator}},
		TokenSHA256: hex.EncodeToString(sum[:]),
	}}, "", "  ")
	if err != nil {
		return nil, "", err
	}
	return data, secret, os.WriteFile(file, append(data, '\n'), 0o600)
}

// read takes the people of a file over, or lists all that is wrong with them.
func (p *People) read(file string, data []byte) error {
	var list []listed
	if err := strictJSON(data, &list); err != nil {
		return fmt.Errorf("%s: %w; a list of {\"id\", \"name\", \"roles\", \"token_sha256\"}, with \"email\", \"language\" and \"zone\" if they are known, is right", file, err)
	}
	var faults policy.Faults
	for i, l := range list {
		at := fmt.Sprintf("[%d]", i)
		token, err := hex.DecodeString(l.TokenSHA256)
		if err != nil || len(token) != sha256.Size {
			faults = append(faults, policy.Fault{Path: at + ".token_sha256", Code: "digest", Message: "the SHA-256 of the token in hexadecimal is right, 64 digits"})
			token = make([]byte, sha256.Size)
		}
		if !plainID(l.ID) || p.byID[l.ID].ID != "" {
			faults = append(faults, policy.Fault{Path: at + ".id", Code: "id", Message: fmt.Sprintf("%.50q: an id of its own of 1 to 50 letters, digits, - and _ is right", l.ID)})
		}
		if len(l.Roles) == 0 || slices.ContainsFunc(l.Roles, func(r policy.Role) bool { return r == policy.Nobody || r == policy.System }) {
			faults = append(faults, policy.Fault{Path: at + ".roles", Code: "roles", Message: "one or more of buyer, seller, operator are right"})
		}
		key := [sha256.Size]byte(token)
		if p.byToken[key] != "" {
			faults = append(faults, policy.Fault{Path: at + ".token_sha256", Code: "duplicate", Message: "somebody else has that token"})
		}
		faults = append(faults, l.Contact.faults(at)...)
		p.byID[l.ID], p.byToken[key], p.reach[l.ID] = l.Person, l.ID, l.Contact
	}
	if len(faults) > 0 {
		return fmt.Errorf("%s: %w", file, faults)
	}
	return nil
}

// plainID reports an id that may stand in a path.
func plainID(id string) bool {
	if id == "" || len(id) > 50 {
		return false
	}
	for _, r := range id {
		if (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_' {
			return false
		}
	}
	return true
}
