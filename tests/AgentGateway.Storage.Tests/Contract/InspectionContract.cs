using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>What is stored is checked and exported while the store is in use.</summary>
public abstract class InspectionContract : StoreContract
{
    private readonly ThreadScript _script = new("thr_1");

    [Fact]
    public async Task A_store_that_was_only_appended_to_is_sound()
    {
        await FillAsync();
        Assert.Equivalent(
            new JournalReport(
                2, 5, 0, new Dictionary<string, long>(), 0, null), await Store.Store.CheckAsync(Stop), strict: true);
    }

    [Fact]
    public async Task Of_a_stream_with_an_erased_payload_only_the_chain_is_checked()
    {
        await FillAsync();
        await Store.EraseAsync(_script.Stream, 2);
        var report = await Store.Store.CheckAsync(Stop);
        Assert.Null(report.First);
        Assert.Equal((1L, 1L), (report.Erased, report.SkippedStreams["erased payload"]));
    }

    [Fact]
    public async Task A_snapshot_that_its_events_do_not_give_is_found()
    {
        await FillAsync();
        await Store.AppendAsync(Untrue(_script.Say("three")));
        var first = (await Store.Store.CheckAsync(Stop)).First!;
        Assert.Equal((_script.Stream, 6L), (first.Stream, first.Position));
        Assert.Contains("snapshot", first.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_its_events_do_not_give_is_found()
    {
        await FillAsync();
        var said = _script.Say("three");
        var rows = said.Rows.Select(row => row is ThreadRow thread ? thread with { Title = "Another" } : row);
        await Store.AppendAsync(said with { Rows = [.. rows] });
        var first = (await Store.Store.CheckAsync(Stop)).First!;
        Assert.Equal((_script.Stream, 6L), (first.Stream, first.Position));
        Assert.Equal("row thr_1 of ThreadRow is not what the events give", first.What);
    }

    [Fact]
    public async Task Events_are_exported_as_lines_of_json_and_erased_ones_without_data()
    {
        await FillAsync();
        await Store.EraseAsync(_script.Stream, 2);
        var lines = await ExportAsync(null);
        Assert.Equal([1, 2, 3, 4, 5], lines.Select(line => line.GetProperty("position").GetInt32()));
        Assert.All(lines, line => Assert.Equal(
            ["position", "stream", "version", "at", "actor", "type", "payload_digest", "hash", "data"],
            line.EnumerateObject().Select(property => property.Name)));
        var withoutData = lines.Where(line => line.GetProperty("data").ValueKind == JsonValueKind.Null);
        Assert.Equal([2], withoutData.Select(line => line.GetProperty("position").GetInt32()));
        Assert.Equal(
            [4, 5],
            (await ExportAsync(StreamId.Of("thread/thr_2"))).Select(line => line.GetProperty("position").GetInt32()));
        var unknown = await Store.Store.ExportAsync(StreamId.Of("thread/thr_3"), new(), Stream.Null, Stop);
        Assert.Equal("unknown_stream", unknown.Rejection!.Code);
    }

    [Fact]
    public void A_sound_store_names_its_engine_and_no_damage()
    {
        Assert.NotEmpty(Store.Store.Engine);
        Assert.Null(Store.Store.Damage);
        Assert.Null(Store.Store.OutputSetAside);
    }

    private static AppendRequest Untrue(AppendRequest request) =>
        request with { Snapshot = request.Snapshot with { State = """{"title":"Untrue"}"""u8.ToArray() } };

    /// <summary>Two threads: positions 1 to 3, and 4 and 5.</summary>
    private async Task FillAsync()
    {
        await Store.AppendAsync(_script.Create());
        await Store.AppendAsync(_script.Say("one"));
        await Store.AppendAsync(_script.Say("two"));
        var other = new ThreadScript("thr_2");
        await Store.AppendAsync(other.Create());
        await Store.AppendAsync(other.Say("elsewhere"));
    }

    private async Task<JsonElement[]> ExportAsync(StreamId? stream)
    {
        using var output = new MemoryStream();
        Outcome<long> count = await Store.Store.ExportAsync(stream, new(), output, Stop);
        var lines = System.Text.Encoding.UTF8.GetString(output.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(count.Value, lines.Length);
        return [.. lines.Select(line => JsonDocument.Parse(line).RootElement.Clone())];
    }
}
