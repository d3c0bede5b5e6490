package io.airclass.system.deployment;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A block of addresses in a network policy: well written, its exceptions within it, and no way into the cluster's own network. */
record AddressBlock(byte[] address, int prefix) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9a-f.:]+)/([0-9]{1,3})");
    /** Private and link-local addresses: pods, services, nodes, and what tells a cloud machine its secrets. */
    private static final List<String> OWN = List.of(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "fc00::/7",
            "fe80::/10");

    static List<String> findings(Node block) {
        List<String> findings = new ArrayList<>();
        AddressBlock outer = read(block.at("cidr").text(), findings);
        List<AddressBlock> exceptions = block.at("except").itemTexts().stream()
                .map(text -> read(text, findings))
                .toList();
        if (findings.isEmpty()) {
            exceptions.stream()
                    .filter(exception -> !outer.contains(exception) || exception.prefix == outer.prefix)
                    .forEach(exception -> findings.add("%s is no part of %s".formatted(exception, outer)));
            OWN.stream()
                    .map(own -> read(own, findings))
                    .filter(own -> outer.contains(own) || own.contains(outer))
                    .filter(own -> exceptions.stream().noneMatch(exception -> exception.contains(own)))
                    .forEach(own -> findings.add("%s leads to %s, which is the cluster's own".formatted(outer, own)));
        }
        return findings;
    }

    private static AddressBlock read(String text, List<String> findings) {
        var written = WRITTEN.matcher(text);
        if (written.matches()) {
            try {
                byte[] address = InetAddress.getByName(written.group(1)).getAddress();
                int prefix = Integer.parseInt(written.group(2));
                if (prefix <= address.length * Byte.SIZE && clearBelow(address, prefix)) {
                    return new AddressBlock(address, prefix);
                }
            } catch (UnknownHostException noAddress) {
                findings.add(text + " has no address");
                return new AddressBlock(new byte[0], 0);
            }
        }
        findings.add(text + " is no block of addresses");
        return new AddressBlock(new byte[0], 0);
    }

    private static boolean clearBelow(byte[] address, int prefix) {
        for (int bit = prefix; bit < address.length * Byte.SIZE; bit++) {
            if (bit(address, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bit(byte[] address, int bit) {
        return (address[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) == 1;
    }

    private boolean contains(AddressBlock other) {
        if (address.length != other.address.length || prefix > other.prefix) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (bit(address, bit) != bit(other.address, bit)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(address).getHostAddress() + "/" + prefix;
        } catch (UnknownHostException unreadable) {
            return "nothing";
        }
    }
}
