// Two devices in one call, signalled as the Calls plugin does: one speaks, the other must hear it. Prints the way that
// the media took, as JSON.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/mattermost/rtcd/service"
	"github.com/mattermost/rtcd/service/rtc"
)

const patience = 20 * time.Second

func main() {
	client, err := service.NewClient(service.ClientConfig{
		URL: os.Args[1], ClientID: os.Getenv("CLIENT_ID"), AuthKey: os.Getenv("CLIENT_KEY"),
	})
	must(err)
	must(client.Connect())

	heard := make(chan string, 1)
	listener := newDevice(client, "listener")
	listener.reportFirstVoice(heard)
	speaker := newDevice(client, "speaker")
	devices := map[string]*device{listener.name: listener, speaker.name: speaker}
	listener.join()
	speaker.speak()
	speaker.join()

	for end := time.After(patience); ; {
		select {
		case message := <-client.ReceiveCh():
			if signal, ok := message.Data.(rtc.Message); ok {
				devices[signal.SessionID].receive(signal)
			}
		case err := <-client.ErrorCh():
			log.Fatal(err)
		case payload := <-heard:
			must(json.NewEncoder(os.Stdout).Encode(map[string]any{
				"heard": payload, "listener": listener.way(), "speaker": speaker.way(),
			}))
			return
		case <-end:
			log.Fatal(fmt.Sprintf("nothing heard; listener %s, speaker %s", listener.state(), speaker.state()))
		}
	}
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
