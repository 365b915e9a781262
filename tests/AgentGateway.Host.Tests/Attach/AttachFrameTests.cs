using System.Buffers;
using System.Text;
using AgentGateway.Attach;

namespace AgentGateway.Host.Tests.Attach;

public sealed class AttachFrameTests
{
    [Fact]
    public void Frames_come_back_as_they_were_written_in_whatever_pieces_they_arrive()
    {
        byte[] every = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        var written = new ArrayBufferWriter<byte>();
        AttachFrame.Write(written, AttachFrame.Kinds.Input, every);
        AttachFrame.WriteSize(written, 200, 60);
        AttachFrame.Write(written, AttachFrame.Kinds.Output, "a\n"u8);
        AttachFrame.Write(written, AttachFrame.Kinds.End, "Over."u8);

        for (var piece = 1; piece < written.WrittenCount; piece += 7)
        {
            var frames = Read(written.WrittenMemory, piece);

            Assert.Equal(
                [AttachFrame.Kinds.Input, AttachFrame.Kinds.Resize, AttachFrame.Kinds.Output, AttachFrame.Kinds.End],
                frames.Select(frame => frame.Kind));
            Assert.Equal(every, frames[0].Bytes);
            Assert.Equal((200, 60), new AttachFrame(frames[1].Kind, new(frames[1].Bytes)).Size());
            Assert.Equal("Over.", Encoding.UTF8.GetString(frames[3].Bytes));
        }
    }

    [Fact]
    public void What_is_too_long_for_one_frame_is_sent_in_several()
    {
        var long_ = new byte[AttachFrame.PayloadBytesMax * 2 + 1];
        long_[^1] = 7;
        var written = new ArrayBufferWriter<byte>();
        AttachFrame.Write(written, AttachFrame.Kinds.Output, long_);

        var frames = Read(written.WrittenMemory, 4096);

        Assert.Equal(
            [AttachFrame.PayloadBytesMax, AttachFrame.PayloadBytesMax, 1], frames.Select(frame => frame.Bytes.Length));
        Assert.Equal(7, frames[2].Bytes[0]);
    }

    [Fact]
    public void Nothing_at_all_is_a_frame_too()
    {
        var written = new ArrayBufferWriter<byte>();
        AttachFrame.Write(written, AttachFrame.Kinds.End, []);

        Assert.Equal(AttachFrame.Kinds.End, Assert.Single(Read(written.WrittenMemory, 5)).Kind);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'x', 0, 0, 0, 0 })]
    [InlineData(new byte[] { (byte)'i', 0, 1, 0, 1 })]
    [InlineData(new byte[] { (byte)'i', 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { (byte)'r', 0, 0, 0, 3 })]
    public void What_is_no_frame_is_refused_before_it_is_waited_for(byte[] header)
    {
        Assert.Throws<InvalidDataException>(() =>
        {
            var buffer = new ReadOnlySequence<byte>(header);
            AttachFrame.TryRead(ref buffer, out _);
        });
    }

    private static List<(AttachFrame.Kinds Kind, byte[] Bytes)> Read(ReadOnlyMemory<byte> all, int pieceBytes)
    {
        var frames = new List<(AttachFrame.Kinds, byte[])>();
        var taken = 0L;
        for (var have = pieceBytes; ; have += pieceBytes)
        {
            have = Math.Min(have, all.Length);
            var buffer = new ReadOnlySequence<byte>(all[(int)taken..have]);
            while (AttachFrame.TryRead(ref buffer, out var frame)) frames.Add((frame.Kind, frame.Payload.ToArray()));
            taken = have - buffer.Length;
            if (have == all.Length) break;
        }

        Assert.Equal(all.Length, taken);
        return frames;
    }
}
