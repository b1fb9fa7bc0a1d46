package policy_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
)

// Another marketplace is another file: here a preset whose sellers have until the end
// of the second business day for the first contact.
func ExampleParse() {
	p, _ := policy.Preset(policy.Default)
	text, _ := p.JSON()
	changed := strings.Replace(string(text), `"first_contact":"48h"`, `"first_contact":{"business_days":2}`, 1)

	p, err := policy.Parse([]byte(changed))
	if err != nil {
		fmt.Println(err)
		return
	}
	friday := time.Date(2030, 1, 11, 3, 0, 0, 0, time.UTC)
	fmt.Println(p.Cancel.FirstContact.End(friday).Format(time.RFC3339))
	// Output: 2030-01-15T15:00:00Z
}

// A policy with mistakes names all of them, each with its place.
func ExampleParse_faults() {
	p, _ := policy.Preset(policy.Default)
	text, _ := p.JSON()
	changed := strings.NewReplacer(`"declines":1`, `"declines":-1`, `"close":"24h"`, `"close":"1 day"`).Replace(string(text))

	_, err := policy.Parse([]byte(changed))
	fmt.Println(err)
	// Output:
	// 2 faults:
	// delivery.close: "1 day" is no period: hours, minutes and seconds are, such as "72h" or "1h30m"
	// delivery.declines: -1 is out of range; 0 to 1000000 are allowed
}

func ExampleWindow_Fires() {
	w := policy.Hours(72).RoundUp(9 * 3600)
	delivered := time.Date(2030, 1, 10, 10, 20, 0, 0, time.UTC)
	end := w.End(delivered)
	fmt.Println(end.Format("15:04"), "fires at", w.Fires(end).Format("15:04"))
	// Output: 10:20 fires at 11:00
}
