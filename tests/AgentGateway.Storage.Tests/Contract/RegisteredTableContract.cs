using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Storage.Tests.Support;
using AgentGateway.Testing.Sample;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>A store keeps what it was given when it was opened, and nothing else.</summary>
public abstract class RegisteredTableContract : StoreContract
{
    private protected static StoreContents WithNotes { get; } = StoreContents.Gateway.With(
        NoteStream.Kind, new NoteTable());

    [Fact]
    public async Task Rows_of_a_table_that_was_added_are_written_with_their_events_and_read_and_checked()
    {
        await using var store = await OpenAsync(WithNotes);
        await store.AppendAsync(Note(0, "buy milk"));
        await store.AppendAsync(Note(1, "buy bread"));

        Assert.Equal("buy bread", await store.Store.Reads<INoteReads>().NoteAsync("n1", Stop));
        var report = await store.Store.CheckAsync(Stop);
        Assert.Null(report.First);
        Assert.Equal((1, 2L, 0), (report.Streams, report.Events, report.SkippedStreams.Count));
    }

    [Fact]
    public async Task A_row_that_no_table_keeps_is_refused_and_nothing_is_written()
    {
        await using var store = await OpenAsync(WithNotes with { Tables = StoreContents.Gateway.Tables });
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => store.AppendAsync(Note(0, "buy milk")));
        Assert.StartsWith(
            "No table of this store keeps rows of type NoteRow, which note/n1 gives.",
            refused.Message,
            StringComparison.Ordinal);
        Assert.Equal(0, store.Journal.LastPosition);
        Assert.Null(await store.Journal.LoadAsync(StreamId.Of("note/n1"), Stop));
    }

    [Fact]
    public async Task An_event_that_no_kind_declares_is_refused_and_nothing_is_written()
    {
        var refused = await Assert.ThrowsAsync<NotSupportedException>(() => Store.AppendAsync(Note(0, "buy milk")));
        Assert.Equal("No kind of stream has the event NoteWritten.", refused.Message);
        Assert.Equal(0, Store.Journal.LastPosition);
    }

    [Fact]
    public void Queries_that_no_table_answers_are_refused_by_name()
    {
        Assert.NotNull(Store.Store.Reads<ITaskReads>());
        var refused = Assert.Throws<NotSupportedException>(() => Store.Store.Reads<INoteReads>());
        Assert.Equal("No table of this store is read by INoteReads.", refused.Message);
    }

    [Fact]
    public async Task A_table_that_is_registered_twice_is_refused()
    {
        var twice = WithNotes with { Tables = [.. WithNotes.Tables, new NoteTable()] };
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(twice));
        Assert.StartsWith("Two tables are named note.", refused.Message, StringComparison.Ordinal);
    }

    private protected abstract Task<StoreUnderTest> OpenAsync(StoreContents contents);

    private protected sealed override Task<StoreUnderTest> OpenAsync() => OpenAsync(StoreContents.Gateway);

    private static AppendRequest Note(long version, string text)
    {
        var stream = StreamId.Of(NoteMachine.Kind, "n1");
        var recorded = new RecordedEvent(stream, version + 1, ThreadScript.Start, "operator", new NoteWritten(text));
        var state = NoteMachine.Evolve(NoteMachine.Initial, recorded);
        return new(
            stream,
            version,
            [recorded],
            new(JsonSerializer.SerializeToUtf8Bytes(state, NoteJson.Plain.NoteState), 1, null),
            NoteMachine.Project(NoteMachine.Initial, recorded, state),
            Databases.AnyEpoch);
    }
}
