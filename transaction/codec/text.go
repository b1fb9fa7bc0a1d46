package codec

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// text is what somebody wrote: Data has its digest, a body the words.
func (c *coder) text(name string, t *transaction.Text) {
	c.found(name, &t.Found)
	if c.reading {
		t.Digest, _ = c.word(name)
		t.Body = c.words(name, t.Digest)
		return
	}
	if t.Body == "" {
		c.string(name, &t.Digest) // erased words keep their digest
		return
	}
	c.plain(name, c.putWords(name, t.Body))
}

// found is what was found in a text (T8.4): most often nothing.
func (c *coder) found(name string, list *[]policy.Found) {
	const suffix = "_found"
	if !c.reading {
		if len(*list) > 0 {
			optional(c, name+suffix, list, true)
		}
		return
	}
	for i := range c.in {
		if before, ok := strings.CutSuffix(c.in[i].name, suffix); ok && before == name {
			optional(c, c.in[i].name, list, true)
			return
		}
	}
}

// files are written without their names, which are words too.
func (c *coder) files(v *[]transaction.File) {
	optional(c, transaction.FilesText, v, len(*v) > 0)
	const digests = "file_names"
	if c.reading {
		digest, _ := c.word(digests)
		left, name := c.words(transaction.FilesText, digest), ""
		for i := range *v {
			name, left, _ = strings.Cut(left, "\n")
			(*v)[i].Name = name
		}
		return
	}
	names, err := lines(*v)
	if err != nil {
		c.fail(transaction.FilesText, err)
	}
	if names != "" {
		c.plain(digests, c.putWords(transaction.FilesText, names))
	}
}

// lines is the names of files, one a line; empty if none has a name.
func lines(files []transaction.File) (string, error) {
	names, named := make([]string, len(files)), false
	for i := range files {
		names[i] = files[i].Name
		named = named || names[i] != ""
		if strings.Contains(names[i], "\n") {
			return "", fmt.Errorf("the name of file %d has a line break; package attachment cleans names", i)
		}
	}
	if !named {
		return "", nil
	}
	return strings.Join(names, "\n"), nil
}

// putWords makes a body of words, and gives their digest.
func (c *coder) putWords(name, words string) string {
	digest, body, err := Seal(name, words, c.entropy)
	if err != nil {
		c.fail(name, err)
		return ""
	}
	c.bodies = append(c.bodies, body)
	return digest
}

// words gives the words of a digest if their body is at hand.
func (c *coder) words(name, want string) string {
	words, err := Open(name, want, c.bodies)
	if err != nil {
		c.fail(name, err)
	}
	return words
}

// Seal makes the body of words and the digest that the log keeps of them, for
// machines whose events have a codec of their own. entropy is as in Encode.
func Seal(name, words string, entropy io.Reader) (sum string, body Body, err error) {
	data := make([]byte, SaltSize+len(words))
	if _, err := io.ReadFull(entropy, data[:SaltSize]); err != nil {
		return "", Body{}, fmt.Errorf("no salt: %w", err)
	}
	copy(data[SaltSize:], words)
	return digest(data), Body{name, data}, nil
}

// Open gives the words of a digest if their body is among those at hand, and ""
// if it is not: they were erased, or not asked for. It fails if the body is not
// the one that was written.
func Open(name, want string, bodies []Body) (string, error) {
	for i := range bodies {
		if bodies[i].Name != name {
			continue
		}
		data := bodies[i].Data
		switch {
		case len(data) < SaltSize:
			return "", fmt.Errorf("the body has %d bytes; %d of salt come first", len(data), SaltSize)
		case want == "":
			return "", errors.New("there is a body, and no digest of it")
		case digest(data) != want:
			return "", errors.New("the body is not the one that was written: its digest is another")
		}
		return string(data[SaltSize:]), nil
	}
	return "", nil
}

// digest is the HMAC-SHA256 of a body's words under its salt, in base64.
func digest(body []byte) string {
	mac := hmac.New(sha256.New, body[:SaltSize])
	mac.Write(body[SaltSize:])
	var sum [sha256.Size]byte
	return base64.RawURLEncoding.EncodeToString(mac.Sum(sum[:0]))
}
