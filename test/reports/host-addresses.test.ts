import { readHostAddresses } from "../../src/reports/host-addresses";

test("addresses are read by name, as /etc/hosts has them", () => {
  const text =
    "# by hand\n192.0.2.7 ntp1.osprey.example ntp2.osprey.example # clocks\r\n::1 localhost\n\n198.51.100.0/24 NTP1.osprey.example *.teal.example\n";
  expect(readHostAddresses(text)).toEqual({
    "ntp1.osprey.example": ["192.0.2.7", "198.51.100.0/24"],
    "ntp2.osprey.example": ["192.0.2.7"],
    "*.teal.example": ["198.51.100.0/24"],
  });
});

test.each(["192.0.2.7", "192.0.2.300 a.example", "192.0.2.0/33 a.example", "a.example 192.0.2.7"])(
  "%s is refused, with its line",
  (line) => {
    expect(() => readHostAddresses(`# one\n${line}`)).toThrow(/^line 2 /);
  },
);
