package flows

// catalogue holds the English of every fixed sentence and label, keyed by the Vietnamese in the code. A test makes sure
// that none is missing. What the ward itself writes (documents, names, titles) stays in Vietnamese.
var catalogue = map[string]string{
	"Dừng lại": "Stop",
}
