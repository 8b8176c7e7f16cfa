package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/mattermost/rtcd/service"
	"github.com/mattermost/rtcd/service/rtc"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
)

// What is said: any bytes do, since routers don't look into them.
const voice = "one two one two"

type device struct {
	client     *service.Client
	call       string
	name       string
	connection *webrtc.PeerConnection
	early      []webrtc.ICECandidateInit
}

// newDevice takes its transport and its TURN server from the environment.
func newDevice(client *service.Client, role string) *device {
	name := role + " by " + os.Getenv("TRANSPORT")
	var settings webrtc.SettingEngine
	networks := map[string]webrtc.NetworkType{"udp": webrtc.NetworkTypeUDP4, "tcp": webrtc.NetworkTypeTCP4}
	settings.SetNetworkTypes([]webrtc.NetworkType{networks[os.Getenv("TRANSPORT")]})
	var engine webrtc.MediaEngine
	must(engine.RegisterDefaultCodecs())
	api := webrtc.NewAPI(webrtc.WithMediaEngine(&engine), webrtc.WithSettingEngine(settings))
	connection, err := api.NewPeerConnection(configuration())
	must(err)
	_, err = connection.CreateDataChannel("calls-dc", nil)
	must(err)
	return &device{client: client, call: os.Getenv("TRANSPORT"), name: name, connection: connection}
}

func configuration() webrtc.Configuration {
	turn := os.Getenv("TURN_URL")
	if turn == "" {
		return webrtc.Configuration{}
	}
	server := webrtc.ICEServer{
		URLs: []string{turn}, Username: os.Getenv("TURN_USER"), Credential: os.Getenv("TURN_PASSWORD"),
	}
	return webrtc.Configuration{
		ICEServers: []webrtc.ICEServer{server}, ICETransportPolicy: webrtc.ICETransportPolicyRelay,
	}
}

func (d *device) reportFirstVoice(heard chan<- string) {
	d.connection.OnTrack(func(track *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		packet, _, err := track.ReadRTP()
		must(err)
		heard <- string(packet.Payload)
	})
}

func (d *device) speak() {
	codec := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus}
	track, err := webrtc.NewTrackLocalStaticSample(codec, "voice", "stream")
	must(err)
	_, err = d.connection.AddTrack(track)
	must(err)
	go func() {
		const frame = 20 * time.Millisecond
		for range time.Tick(frame) {
			must(track.WriteSample(media.Sample{Data: []byte(voice), Duration: frame}))
		}
	}()
}

func (d *device) join() {
	must(d.client.Send(service.ClientMessage{Type: service.ClientMessageJoin, Data: map[string]any{
		"callID": d.call, "userID": d.name, "sessionID": d.name,
		"channelID": "channel", "av1Support": false, "dcSignaling": false,
	}}))
	offer, err := d.connection.CreateOffer(nil)
	must(err)
	d.describe(offer)
}

// describe sends a description with every address of the device in it.
func (d *device) describe(description webrtc.SessionDescription) {
	gathered := webrtc.GatheringCompletePromise(d.connection)
	must(d.connection.SetLocalDescription(description))
	<-gathered
	data, err := json.Marshal(d.connection.LocalDescription())
	must(err)
	must(d.client.Send(service.ClientMessage{Type: service.ClientMessageRTC, Data: rtc.Message{
		CallID: d.call, UserID: d.name, SessionID: d.name, Type: rtc.SDPMessage, Data: data,
	}}))
}

func (d *device) receive(signal rtc.Message) {
	switch signal.Type {
	case rtc.ICEMessage:
		var told struct{ Candidate webrtc.ICECandidateInit }
		must(json.Unmarshal(signal.Data, &told))
		d.early = append(d.early, told.Candidate)
		d.addCandidates()
	case rtc.SDPMessage:
		var description webrtc.SessionDescription
		must(json.Unmarshal(signal.Data, &description))
		must(d.connection.SetRemoteDescription(description))
		d.addCandidates()
		if description.Type == webrtc.SDPTypeOffer {
			answer, err := d.connection.CreateAnswer(nil)
			must(err)
			d.describe(answer)
		}
	}
}

// addCandidates takes the router's addresses, which may be told before its description.
func (d *device) addCandidates() {
	if d.connection.RemoteDescription() == nil {
		return
	}
	for _, candidate := range d.early {
		must(d.connection.AddICECandidate(candidate))
	}
	d.early = nil
}

func (d *device) state() string { return d.connection.ICEConnectionState().String() }

// way is how media goes: the kind of the device's own address, and where it sends to.
func (d *device) way() string {
	pair, err := d.connection.SCTP().Transport().ICETransport().GetSelectedCandidatePair()
	must(err)
	return fmt.Sprintf("%s %s %s %d", pair.Local.Typ, pair.Remote.Protocol, pair.Remote.Address, pair.Remote.Port)
}
