package dev.jrr.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Socket addresses (unix(7), ip(7), ipv6(7), netlink(7)). */
public final class SocketAddressText {
    private static final int PATH = 2;

    private SocketAddressText() {}

    static String of(byte[] bytes) {
        if (bytes.length < 2) {
            return Quoted.text(bytes, 0, bytes.length);
        }
        int family = Bytes.u16(bytes, 0);
        String head = "{sa_family=" + Constants.text("socketdomain", family);
        return switch (family) {
            case 1 -> head + unix(bytes) + "}";
            case 2 -> head + ", sin_port=" + port(bytes) + ", sin_addr=" + internet(bytes, 4, 4) + "}";
            case 10 -> head + ", sin6_port=" + port(bytes) + ", sin6_addr=" + internet(bytes, 8, 16) + "}";
            case 16 ->
                head + ", nl_pid=" + Bytes.u32(bytes, 4) + ", nl_groups=" + ValueText.hex(Bytes.u32(bytes, 8)) + "}";
            default -> head + ", sa_data=" + Quoted.text(bytes, 2, Math.min(bytes.length, 16)) + "}";
        };
    }

    /** An address as people write it, such as 127.0.0.1:80 or /run/socket; "" if there is none. */
    public static String brief(byte[] bytes) {
        if (bytes.length < 2) {
            return "";
        }
        return switch (Bytes.u16(bytes, 0)) {
            case 1 -> {
                String path = unix(bytes);
                yield path.isEmpty()
                        ? ""
                        : path.substring(path.indexOf('=') + 1).replace("\"", "");
            }
            case 2 -> internet(bytes, 4, 4) + ":" + port(bytes);
            case 10 -> "[" + internet(bytes, 8, 16) + "]:" + port(bytes);
            case 16 -> "netlink " + Bytes.u32(bytes, 4);
            default -> Constants.text("socketdomain", Bytes.u16(bytes, 0));
        };
    }

    private static String unix(byte[] bytes) {
        if (bytes.length == PATH) {
            return "";
        }
        if (bytes[PATH] == 0) {
            // The abstract namespace: the name is all that follows, zeros included.
            return ", sun_path=@" + Quoted.text(bytes, PATH + 1, bytes.length);
        }
        return ", sun_path=" + Quoted.text(bytes, PATH, Quoted.indexOfZero(bytes, PATH));
    }

    private static int port(byte[] bytes) {
        return bytes.length < 4 ? 0 : (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    }

    private static String internet(byte[] bytes, int offset, int size) {
        try {
            byte[] address = Arrays.copyOfRange(Arrays.copyOf(bytes, 28), offset, offset + size);
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are addresses", e);
        }
    }
}
