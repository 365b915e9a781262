using System.Text;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Tests.Output;

public sealed class CastTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_recording_is_played_with_its_times_sizes_and_gaps()
    {
        using var ring = OutputRing.Open(_folder["ring"], 1000);
        using var timeline = OutputTimeline.Open(_folder["times"], 100);
        Record(ring, timeline, 0, "gr\u00fc", 80, 24);
        Record(ring, timeline, 1.5, "n\r\n", 80, 24);
        Record(ring, timeline, 2, "\x1b[1mx", 100, 30);
        using var stream = new MemoryStream();
        await CastExport.WriteAsync(
            ring, timeline, [new OutputGap(4, "no daemon was running")], "a \"title\"", stream, CancellationToken.None);
        Assert.Equal(
            """
            {"version":2,"width":80,"height":24,"timestamp":1767323045,"title":"a \"title\""}
            [0,"o","grü"]
            [1.5,"m","output is missing: no daemon was running"]
            [1.5,"o","n\r\n"]
            [2,"r","100x30"]
            [2,"o","\u001B[1mx"]

            """.ReplaceLineEndings("\n"), Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task A_character_torn_between_two_events_is_written_once_and_whole()
    {
        using var stream = new MemoryStream();
        var writer = new CastWriter(stream);
        var bytes = Encoding.UTF8.GetBytes("\u2500");
        await writer.WriteOutputAsync(TimeSpan.Zero, bytes.AsMemory(0, 2), CancellationToken.None);
        await writer.WriteOutputAsync(TimeSpan.FromSeconds(1), bytes.AsMemory(2), CancellationToken.None);
        Assert.Equal("[1,\"o\",\"\u2500\"]\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task What_the_ring_has_lost_is_marked()
    {
        using var ring = OutputRing.Open(_folder["ring"], 8);
        using var timeline = OutputTimeline.Open(_folder["times"], 100);
        Record(ring, timeline, 0, "0123456789", 80, 24);
        using var stream = new MemoryStream();
        await CastExport.WriteAsync(ring, timeline, [], null, stream, CancellationToken.None);
        Assert.Contains(
            "[0,\"m\",\"4 bytes are no longer kept\"]\n[0,\"o\",\"456789\"]",
            Encoding.UTF8.GetString(stream.ToArray()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_timeline_keeps_the_newest_records_and_is_opened_again()
    {
        var path = _folder["times"];
        using (var timeline = OutputTimeline.Open(path, 4))
            for (var number = 0; number < 10; number++)
                timeline.Note(new TimelineEntry(number * 10, Start.AddSeconds(number), 80, 24));
        using var again = OutputTimeline.Open(path, 1);
        var entries = again.Read().ToList();
        Assert.InRange(entries.Count, 3, 4);
        Assert.Equal(new TimelineEntry(90, Start.AddSeconds(9), 80, 24), entries[^1]);
        Assert.Equal(entries.OrderBy(entry => entry.Offset), entries);
    }

    private static void Record(
        OutputRing ring, OutputTimeline timeline, double seconds, string text, int columns, int rows)
    {
        timeline.Note(new TimelineEntry(ring.End, Start.AddSeconds(seconds), columns, rows));
        ring.Append(Encoding.UTF8.GetBytes(text));
    }
}
