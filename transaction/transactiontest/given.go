package transactiontest
import "time"
var Start = time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)
