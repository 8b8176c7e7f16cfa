// Joins a call at a router, as the Calls plugin does for a device, and prints the addresses that the device is told.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/mattermost/rtcd/service"
	"github.com/mattermost/rtcd/service/rtc"
	"github.com/pion/webrtc/v4"
)

const patience = 4 * time.Second

func main() {
	client, err := service.NewClient(service.ClientConfig{
		URL: os.Args[1], ClientID: os.Getenv("CLIENT_ID"), AuthKey: os.Getenv("CLIENT_KEY"),
	})
	must(err)
	must(client.Connect())
	ids := map[string]any{
		"callID": "call", "userID": "user", "sessionID": "session",
		"channelID": "channel", "av1Support": false, "dcSignaling": false,
	}
	must(client.Send(service.ClientMessage{Type: service.ClientMessageJoin, Data: ids}))
	must(client.Send(service.ClientMessage{Type: service.ClientMessageRTC, Data: rtc.Message{
		CallID: "call", UserID: "user", SessionID: "session", Type: rtc.SDPMessage, Data: offer(),
	}}))
	for end := time.After(patience); ; {
		select {
		case message := <-client.ReceiveCh():
			if answer, ok := message.Data.(rtc.Message); ok && answer.Type == rtc.ICEMessage {
				fmt.Println(string(answer.Data))
			}
		case err := <-client.ErrorCh():
			log.Fatal(err)
		case <-end:
			return
		}
	}
}

func offer() []byte {
	device, err := webrtc.NewPeerConnection(webrtc.Configuration{})
	must(err)
	_, err = device.CreateDataChannel("calls-dc", nil)
	must(err)
	description, err := device.CreateOffer(nil)
	must(err)
	data, err := json.Marshal(description)
	must(err)
	return data
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
