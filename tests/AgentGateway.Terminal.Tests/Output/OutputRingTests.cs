using System.Text;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Tests.Output;

public sealed class OutputRingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_appended_is_read_at_its_offset()
    {
        using var ring = Open(100);
        ring.Append("hello "u8);
        ring.Append("world"u8);
        Assert.Equal("world", Text(ring, 6));
        Assert.Equal((0, 11), (ring.Start, ring.End));
        Assert.Equal(new RingRead(11, 0, 0), ring.Read(11, new byte[10]));
        Assert.Equal(new RingRead(50, 0, 0), ring.Read(50, new byte[10]));
    }

    [Fact]
    public void Any_appends_keep_exactly_the_newest_bytes()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            using var ring = OutputRing.Open(_folder[$"r{round}"], random.Next(1, 300));
            var all = new List<byte>();
            for (var append = 0; append < 20; append++)
            {
                var bytes = new byte[random.Next(0, 400)];
                random.NextBytes(bytes);
                ring.Append(bytes);
                all.AddRange(bytes);
                Assert.Equal(all.Count, ring.End);
                // Room is announced ahead, which takes up to a quarter of it.
                Assert.InRange(
                    ring.End - ring.Start, Math.Min(all.Count, ring.CapacityBytes * 3 / 4), ring.CapacityBytes);
                var from = random.Next(0, all.Count + 1);
                var buffer = new byte[random.Next(1, 500)];
                var read = ring.Read(from, buffer);
                Assert.Equal(Math.Max(from, ring.Start), read.Offset);
                Assert.Equal(read.Offset - from, read.Dropped);
                Assert.Equal(all.Skip((int)read.Offset).Take(read.Count), buffer.Take(read.Count));
                Assert.Equal(Math.Min(buffer.Length, ring.End - read.Offset), read.Count);
            }
        }
    }

    [Fact]
    public void A_ring_that_was_never_closed_has_everything_that_was_appended()
    {
        var path = _folder["ring"];
        // The file is copied while it is open: what a killed process leaves.
        using var ring = OutputRing.Open(path, 64);
        for (var number = 0; number < 40; number++)
        {
            ring.Append(Encoding.ASCII.GetBytes($"line {number}\n"));
            File.Copy(path, path + ".copy", overwrite: true);
            using var copy = OutputRing.Open(path + ".copy", 1);
            Assert.Equal((ring.CapacityBytes, ring.Start, ring.End), (copy.CapacityBytes, copy.Start, copy.End));
            Assert.EndsWith($"line {number}\n", Text(copy, copy.Start), StringComparison.Ordinal);
            copy.Append("more"u8);
            Assert.EndsWith($"line {number}\nmore", Text(copy, copy.Start), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_torn_header_leaves_the_one_before()
    {
        var path = _folder["ring"];
        using (var ring = OutputRing.Open(path, 1000)) for (var number = 0; number < 5; number++)
            ring.Append("12345"u8);
        foreach (var at in new[] { 30, 2048 + 30 })
        {
            File.Copy(path, path + ".torn", overwrite: true);
            using (var file = File.OpenWrite(path + ".torn"))
            {
                file.Position = at;
                file.WriteByte(0xFF);
            }

            using var ring = OutputRing.Open(path + ".torn", 1);
            Assert.InRange(ring.End, 20, 25);
            Assert.Equal("1234512345123451234512345"[..(int)ring.End], Text(ring, 0));
        }
    }

    [Fact]
    public void After_a_restart_of_the_machine_what_was_flushed_counts()
    {
        var path = _folder["ring"];
        using (var ring = OutputRing.Open(path, 1000))
        {
            ring.Append("safe"u8);
            ring.Flush();
            ring.Append("unsure"u8);
        }

        // Another boot: the boot id stands at 48 of each header, and the checksum is made anew.
        var bytes = File.ReadAllBytes(path);
        foreach (var at in new[] { 0, 2048 })
        {
            var slot = bytes.AsSpan(at, 80);
            if (RingHeader.Read([.. bytes.AsSpan(at, 80), .. new byte[4096]]) is not { } header) continue;
            (header with { Boot = Guid.Empty }).Write(slot);
        }

        File.WriteAllBytes(path, bytes);
        using var again = OutputRing.Open(path, 1);
        Assert.Equal("safe", Text(again, 0));
    }

    [Theory]
    [InlineData("not a ring at all")]
    [InlineData("x")]
    public void A_file_that_is_no_ring_is_not_taken_for_one(string content)
    {
        var path = _folder["other"];
        File.WriteAllText(path, content);
        Assert.Throws<InvalidDataException>(() => OutputRing.Open(path, 100));
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Fact]
    public async Task A_reader_waits_for_more_and_for_the_end()
    {
        using var ring = Open(100);
        var first = ring.WaitForAsync(0, CancellationToken.None);
        var later = ring.WaitForAsync(3, CancellationToken.None);
        Assert.False(first.IsCompleted);
        ring.Append("abc"u8);
        Assert.True(await first.WaitAsync(Limits.Signal));
        Assert.False(later.IsCompleted);
        ring.Complete();
        Assert.False(await later.WaitAsync(Limits.Signal));
        Assert.True(await ring.WaitForAsync(2, CancellationToken.None));
    }

    [Fact]
    public async Task Readers_never_see_bytes_of_another_offset_while_the_writer_goes_round()
    {
        using var ring = Open(4096);
        using var over = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var buffer = new byte[512];
            var checks = 0;
            for (var at = 0L; !over.IsCancellationRequested || checks == 0;)
            {
                var read = ring.Read(at, buffer);
                // Each byte says its own offset.
                for (var index = 0; index < read.Count; index++)
                    Assert.Equal((byte)((read.Offset + index) * 31 >> 3), buffer[index]);
                at = read.NextOffset;
                if (read.Count > 0) checks++;
            }
        })).ToList();
        var bytes = new byte[700];
        for (var at = 0L; at < 2_000_000; at += bytes.Length)
        {
            for (var index = 0; index < bytes.Length; index++) bytes[index] = (byte)((at + index) * 31 >> 3);
            ring.Append(bytes);
        }

        await over.CancelAsync();
        await Task.WhenAll(readers).WaitAsync(Limits.Signal);
    }

    private static string Text(OutputRing ring, long offset)
    {
        var buffer = new byte[10_000];
        return Encoding.UTF8.GetString(buffer, 0, ring.Read(offset, buffer).Count);
    }

    private OutputRing Open(long capacity) => OutputRing.Open(_folder["ring"], capacity);
}
