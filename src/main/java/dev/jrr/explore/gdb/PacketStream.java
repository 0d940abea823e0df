package dev.jrr.explore.gdb;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Packets of the remote protocol (gdb manual, "Overview" of its appendix E): {@code $data#checksum},
 * acknowledged until both sides have agreed not to. Reads on a thread of its own, so that an interrupt
 * is seen while something runs.
 */
final class PacketStream implements AutoCloseable {
    private static final int INTERRUPT = 3;
    private static final int ESCAPE = '}';
    private static final int ESCAPED_BY = 0x20;

    /** Stands for the end of the stream. */
    private static final byte[] END = {};

    /** Used directly: the streams that Channels makes of one let nobody write while somebody reads. */
    private final SocketChannel channel;

    private final ByteBuffer received = ByteBuffer.allocate(1 << 16).limit(0);
    private final BlockingQueue<byte[]> packets = new LinkedBlockingQueue<>();
    private final Thread reader = new Thread(this::readAll, "gdb-packets");
    private volatile boolean acknowledges = true;
    private volatile boolean interrupted;

    PacketStream(SocketChannel channel) {
        this.channel = channel;
        reader.setDaemon(true);
        reader.start();
    }

    /** The data of the next packet; null at the end of the stream. */
    byte[] next() throws InterruptedException {
        byte[] packet = packets.take();
        return packet == END ? null : packet;
    }

    /** Whether an interrupt has come since {@link #clearInterrupt}, or the other side is gone. */
    boolean isInterrupted() {
        return interrupted;
    }

    void clearInterrupt() {
        interrupted = false;
    }

    void stopAcknowledging() {
        acknowledges = false;
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] data) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write('$');
        int sum = 0;
        for (byte each : data) {
            boolean isSpecial = each == '$' || each == '#' || each == ESCAPE || each == '*';
            if (isSpecial) {
                packet.write(ESCAPE);
                packet.write(each ^ ESCAPED_BY);
                sum += ESCAPE + (each ^ ESCAPED_BY);
            } else {
                packet.write(each);
                sum += each;
            }
        }
        packet.write('#');
        packet.writeBytes(String.format("%02x", sum & 0xff).getBytes(StandardCharsets.US_ASCII));
        write(packet.toByteArray());
    }

    private synchronized void write(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    private void readAll() {
        try {
            while (true) {
                int each = read();
                if (each == INTERRUPT) {
                    interrupted = true;
                } else if (each == '$') {
                    readPacket();
                }
            }
        } catch (IOException gone) {
            interrupted = true;
        }
        interrupted = true;
        packets.add(END);
    }

    private void readPacket() throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int each = read(); each != '#'; each = read()) {
            data.write(each == ESCAPE ? read() ^ ESCAPED_BY : each);
        }
        read();
        read();
        if (acknowledges) {
            write(new byte[] {'+'});
        }
        packets.add(data.toByteArray());
    }

    private int read() throws IOException {
        if (!received.hasRemaining()) {
            received.clear();
            int got = channel.read(received);
            received.flip();
            if (got < 0) {
                throw new EOFException();
            }
        }
        return received.get() & 0xff;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
