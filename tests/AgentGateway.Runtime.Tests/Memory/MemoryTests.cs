using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Memory;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Memory;

/// <summary>Notes and documents through their services, on both stores.</summary>
public sealed class MemoryTests
{
    private static readonly ToolRequest Operator = new(new Caller(Principal.Operator), []);

    public static TheoryData<StoreKind> Stores => [.. Enum.GetValues<StoreKind>()];

    [Theory, MemberData(nameof(Stores))]
    public async Task Notes_are_merged_superseded_and_kept_over_a_restart(StoreKind kind)
    {
        await using var gateway = await StartAsync(kind);
        var first = await RememberAsync(gateway, "The port is 8080", "port");
        Assert.Equal(("remembered", "confirmed", "operator:operator"), (first.Outcome, first.Note.Trust, first.Note.Scope));
        var again = await RememberAsync(gateway, "the port is 8080.", "port");
        Assert.Equal(("merged", first.Note.Id, 1), (again.Outcome, again.Note.Id, again.Note.Confirmations));
        var later = await RememberAsync(gateway, "The port is 9090", "port");
        Assert.Equal(("superseded", first.Note.Id), (later.Outcome, later.Superseded!.Id));
        Assert.Equal(first.Note.Id, later.Note.Supersedes);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        var before = (await gateway.Runtime.Get<NoteService>().ReadAsync(Operator, first.Note.Id, Gateway.Stop)).Value;
        Assert.Equal(("superseded", later.Note.Id), (before.State, before.SupersededBy));
        Assert.Equal([later.Note.Id], await FoundAsync(gateway, "ports"));
        Assert.Null((await gateway.Store.Store.CheckAsync(Gateway.Stop)).Unsound);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_forgotten_is_gone_from_events_tables_and_indexes(StoreKind kind)
    {
        await using var gateway = await StartAsync(kind);
        var note = (await RememberAsync(gateway, "the wombat knows the password quokka", "wombat")).Note;
        await gateway.Runtime.Get<NoteService>().ChangeAsync(
            Operator, new(note.Id, "correct") { Text = "the wombat knows quokkas" }, Gateway.Stop);
        Assert.Equal([note.Id], await FoundAsync(gateway, "quokka"));
        var forgotten = (await gateway.Runtime.Get<NoteService>().ForgetAsync(Operator, note.Id, Gateway.Stop)).Value;
        Assert.True(forgotten.Erased);
        Assert.Empty(await FoundAsync(gateway, "quokka wombat"));
        Assert.Equal(
            "unknown_note",
            (await gateway.Runtime.Get<NoteService>().ReadAsync(Operator, note.Id, Gateway.Stop)).Rejection!.Code);
        var events = await gateway.Store.Store.Journal.ReadStreamAsync(
            StreamId.Of("memory", note.Id), 0, 100, Gateway.Stop);
        Assert.Equal([false, false, true, true], events.Select(stored => stored.Payload is not null));
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        Assert.Empty(await FoundAsync(gateway, "quokka wombat"));
        Assert.Null((await gateway.Store.Store.CheckAsync(Gateway.Stop)).Unsound);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_agent_sees_its_own_memory_and_not_that_of_another(StoreKind kind)
    {
        await using var gateway = await StartAsync(kind);
        var (svarog, weles) = (As("svarog"), As("weles"));
        var notes = gateway.Runtime.Get<NoteService>();
        var note = (await notes.RememberAsync(svarog, new("The key lies under the mat"), Gateway.Stop)).Value.Note;
        Assert.Equal(("agent:svarog", "working"), (note.Scope, note.Trust));
        Assert.Equal("unknown_note", (await notes.ReadAsync(weles, note.Id, Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "scope_out_of_reach",
            (await notes.RememberAsync(weles, new("x") { Scope = "agent:svarog" }, Gateway.Stop)).Rejection!.Code);
        Assert.Empty(await FoundAsync(gateway, "mat", MemoryReach.Of(weles)));
        Assert.Equal([note.Id], await FoundAsync(gateway, "mat", MemoryReach.Of(svarog)));
        var listed = MemoryCallers.Scopes(weles, "all").Value!;
        Assert.DoesNotContain(MemoryScope.Agent("svarog"), listed);
    }

    [Fact]
    public async Task Bad_notes_are_refused_in_words_and_nothing_is_kept()
    {
        await using var gateway = await Gateway.StartAsync();
        await RefusedAsync("empty_text", new("  "));
        await RefusedAsync("note_too_long", new(new string('a', 1_000_000)));
        await RefusedAsync("invalid_scope", new("a") { Scope = "nowhere" });
        await RefusedAsync("invalid_scope", new("a") { Scope = "thread" });
        await RefusedAsync("invalid_argument", new("a") { Expires = "soon" });
        await RefusedAsync("invalid_argument", new("a") { Expires = "2001-01-01" });
        await RefusedAsync("invalid_argument", new("a") { Subject = new string('s', 201) });
        await RefusedAsync("unknown_note", new("a") { Supersedes = "mem_none" });
        Assert.Empty(await FoundAsync(gateway, "a"));

        async Task RefusedAsync(string code, Remember asked) => Assert.Equal(
            code,
            (await gateway.Runtime.Get<NoteService>().RememberAsync(Operator, asked, Gateway.Stop)).Rejection!.Code);
    }

    [Fact]
    public async Task A_repeated_request_is_given_the_first_answer()
    {
        await using var gateway = await Gateway.StartAsync();
        var notes = gateway.Runtime.Get<NoteService>();
        var asked = new Remember("Deploys need the VPN") { IdempotencyKey = "k" };
        var first = (await notes.RememberAsync(Operator, asked, Gateway.Stop)).Value;
        var again = (await notes.RememberAsync(Operator, asked, Gateway.Stop)).Value;
        Assert.Equal(("remembered", first.Note.Id, 0), (again.Outcome, again.Note.Id, again.Note.Confirmations));
        Assert.Equal(
            "idempotency_conflict",
            (await notes.RememberAsync(Operator, asked with { Text = "other" }, Gateway.Stop)).Rejection!.Code);
    }

    [Fact]
    public async Task Many_notes_at_once_are_all_kept_and_equal_ones_are_one()
    {
        await using var gateway = await Gateway.StartAsync();
        var written = await Task.WhenAll(Enumerable.Range(0, 400).Select(
            number => RememberAsync(gateway, $"Shelf number{number % 200} has a box", $"shelf{number % 200}")));
        Assert.Equal(200, written.Select(one => one.Note.Id).Distinct().Count());
        Assert.Equal(200, written.Count(one => one.Outcome == "merged"));
    }

    /// <summary>Equal and contradicting notes, with and without a subject and by two callers, all begun together.</summary>
    [Theory, MemberData(nameof(Stores))]
    public async Task Of_notes_at_the_same_moment_that_say_the_same_or_the_opposite_one_counts(StoreKind kind)
    {
        const int pairs = 100;
        await using var gateway = await StartAsync(kind);
        var notes = gateway.Runtime.Get<NoteService>();
        var client = new ToolRequest(Gateway.Client, []);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var remembering = Enumerable.Range(0, pairs).SelectMany(number => (Task<RememberedView>[])
        [
            BegunAsync(Operator, new($"Item{number} is red{number}")),
            BegunAsync(
                client,
                new($"Item{number} is {(number % 2 == 0 ? "red" : "blue")}{number}") { Subject = $"item{number}" }),
        ]).ToArray();
        begin.SetResult();
        await Task.WhenAll(remembering);

        var all = await gateway.Runtime.Get<IMemoryReads>().NotesAsync(new(), null, pairs * 3, Gateway.Stop);
        Assert.Equal(pairs, all.Count(note => note.Standing == NoteStanding.Active));
        Assert.Equal(pairs / 2, all.Count(note => note.Standing == NoteStanding.Superseded));
        Assert.Equal(pairs, all.Where(note => note.Standing == NoteStanding.Active)
            .Select(note => note.Content!.Text.Split(' ')[0]).Distinct().Count());

        async Task<RememberedView> BegunAsync(ToolRequest request, Remember asked)
        {
            await begin.Task;
            return (await notes.RememberAsync(request, asked, Gateway.Stop)).Value;
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_two_authors_the_second_is_given_the_difference_and_nothing_is_lost(StoreKind kind)
    {
        await using var gateway = await StartAsync(kind);
        var documents = gateway.Runtime.Get<DocumentService>();
        var weles = As("weles");
        var first = await WriteAsync(Operator, new("plans", "replace", "one\n") { Scope = "global" });
        Assert.Equal(1, first.Version);
        Assert.Equal(2, (await WriteAsync(weles, new("plans", "append", "two") { Scope = "global" })).Version);
        var late = new ChangeDocument("plans", "replace", "mine") { Scope = "global", Version = 1 };
        var refused = (await documents.WriteAsync(Operator, late, Gateway.Stop)).Rejection!;
        Assert.Equal("document_conflict", refused.Code);
        Assert.Contains("+two", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            "document_conflict",
            (await documents.WriteAsync(Operator, late with { Version = null }, Gateway.Stop)).Rejection!.Code);
        Assert.Equal("one\ntwo", (await ReadAsync("plans")).Text);
        Assert.Equal(3, (await WriteAsync(Operator, late with { Version = 2 })).Version);
        Assert.Equal(4, (await WriteAsync(Operator, new("plans", "restore", null) { Scope = "global", Version = 2 })).Version);
        var history = (await documents.HistoryAsync(Operator, "plans", "global", null, null, Gateway.Stop)).Value;
        Assert.Equal(
            [(4L, "restored", "operator"), (3, "replaced", "operator"), (2, "appended", "weles"), (1, "replaced", "operator")],
            history.Changes.Select(change => (change.Version, change.Change, change.Author)));
        Assert.Contains("+two", history.Changes[0].Diff, StringComparison.Ordinal);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        documents = gateway.Runtime.Get<DocumentService>();
        Assert.Equal("one\ntwo", (await ReadAsync("plans")).Text);
        Assert.Null((await gateway.Store.Store.CheckAsync(Gateway.Stop)).Unsound);

        async Task<DocumentWrittenView> WriteAsync(ToolRequest request, ChangeDocument asked) =>
            (await documents.WriteAsync(request, asked, Gateway.Stop)).Value;
        async Task<DocumentView> ReadAsync(string name) =>
            (await documents.ReadAsync(Operator, name, "global", null, Gateway.Stop)).Value;
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Words_from_outside_keep_their_mark_through_each_change_of_a_document(StoreKind kind)
    {
        await using var gateway = await StartAsync(kind);
        var documents = gateway.Runtime.Get<DocumentService>();
        var weles = As("weles");
        Assert.True(await WriteAsync(weles with { Person = "telegram:42" }, "append", "from a chat\nand more"));
        Assert.True(await WriteAsync(weles, "append", "of its own"));
        Assert.True(await WriteAsync(weles, "remove", "and more\n"));
        Assert.True(await WriteAsync(weles, "replace", "its", passage: "of its"));
        Assert.True(await WriteAsync(weles, "replace", "new\n  from a chat\n"));
        Assert.False(await WriteAsync(weles, "replace", "all new"));
        Assert.True(await WriteAsync(weles, "restore", null, version: 1));
        Assert.False(await WriteAsync(weles, "restore", null, version: 6));
        Assert.True(await WriteAsync(Operator, "restore", null, version: 2));

        // A person who writes the whole text vouches for it, even where it stays the same.
        var text = (await documents.ReadAsync(Operator, "plans", "global", null, Gateway.Stop)).Value.Text;
        Assert.False(await WriteAsync(Operator, "replace", text, version: 9));

        async Task<bool> WriteAsync(
            ToolRequest request, string mode, string? words, string? passage = null, long? version = null)
        {
            var change = new ChangeDocument("plans", mode, words)
            {
                Scope = "global", Passage = passage, Version = version,
            };
            Assert.True((await documents.WriteAsync(request, change, Gateway.Stop)).Value.Changed);
            return (await documents.ReadAsync(Operator, "plans", "global", null, Gateway.Stop)).Value.Untrusted;
        }
    }

    [Fact]
    public async Task Appends_of_many_authors_at_once_are_all_there()
    {
        await using var gateway = await Gateway.StartAsync();
        var documents = gateway.Runtime.Get<DocumentService>();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async number => Assert.Null((await documents.WriteAsync(
            As($"agent{number}"), new("log", "append", $"line {number}") { Scope = "global" }, Gateway.Stop)).Rejection)));
        var text = (await documents.ReadAsync(Operator, "log", "global", null, Gateway.Stop)).Value.Text;
        Assert.Equal(10, text.Split('\n').Distinct().Count());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_forgotten_document_is_gone_with_all_versions_and_may_be_written_and_forgotten_again(StoreKind kind)
    {
        await using var gateway = await StartAsync(kind);
        var documents = gateway.Runtime.Get<DocumentService>();
        for (var round = 0; round < 2; round++)
        {
            var change = new ChangeDocument("MEMORY", "append", "the quokka code") { Scope = "agent:main" };
            var written = (await documents.WriteAsync(Operator, change, Gateway.Stop)).Value;
            await documents.WriteAsync(Operator, change with { Text = "more" }, Gateway.Stop);
            Assert.True((await documents.ForgetAsync(Operator, written.Id, Gateway.Stop)).Value.Erased);
            Assert.Equal(
                "unknown_document",
                (await documents.ReadAsync(Operator, "MEMORY", "agent:main", 1, Gateway.Stop)).Rejection!.Code);
            var stored = await gateway.Store.Store.Journal.ReadStreamAsync(
                StreamId.Of("document", written.Id), 0, 100, Gateway.Stop);
            Assert.DoesNotContain(stored, one => one.Payload?.Contains(
                "quokka", StringComparison.Ordinal) == true);
        }

        Assert.Null((await gateway.Store.Store.CheckAsync(Gateway.Stop)).Unsound);
    }

    [Fact]
    public async Task Soul_stands_over_the_definition_and_the_prompt_shows_memory()
    {
        await using var gateway = await Gateway.StartAsync();
        var documents = gateway.Runtime.Get<DocumentService>();
        var given = (await documents.ReadAsync(Operator, "soul", "agent:svarog", null, Gateway.Stop)).Value;
        Assert.Equal((0L, gateway.Runtime.Catalogue.Roster.Find("svarog")!.Persona), (given.Version, given.Text));
        await documents.WriteAsync(
            Operator, new("SOUL", "replace", "You are a quokka.") { Scope = "agent:svarog" }, Gateway.Stop);
        await documents.WriteAsync(
            Operator, new("MEMORY", "append", "Deploys need the VPN.") { Scope = "agent:svarog" }, Gateway.Stop);
        await documents.WriteAsync(Operator, new("USER", "append", "Speaks Polish."), Gateway.Stop);
        Assert.Equal("You are a quokka.", await documents.SoulAsync(new("svarog"), Gateway.Stop));
        Assert.Null(await documents.SoulAsync(new("weles"), Gateway.Stop));

        Dictionary<string, string> sections = [];
        gateway.Driver.Script("svarog", async (turn, cancellationToken) =>
        {
            var prompt = await turn.BuildPromptAsync(100_000, null, cancellationToken);
            sections = prompt.Sections.ToDictionary(section => section.Name, section => section.Text);
            return ScriptedDriver.Completed("seen");
        });
        await gateway.AskAsync("Who are you?");
        Assert.Equal("You are a quokka.", sections["persona"]);
        Assert.Contains("Deploys need the VPN.", sections["memory"], StringComparison.Ordinal);
        Assert.Contains("Speaks Polish.", sections["memory"], StringComparison.Ordinal);
        Assert.DoesNotContain("quokka", sections["memory"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_that_answers_a_person_of_a_chat_reads_their_memory_and_not_the_operators()
    {
        var request = As("svarog") with { Person = "telegram:42" };
        Assert.Contains(MemoryScope.Operator("telegram:42"), MemoryReach.Of(request));
        Assert.DoesNotContain(MemoryScope.Operator("operator"), MemoryReach.Of(request));
        Assert.Equal(
            "scope_out_of_reach", MemoryCallers.Scope(request, "operator:operator").Rejection!.Code);
        Assert.Equal(MemoryScope.Operator("telegram:42"), MemoryCallers.Scope(request, "operator").Value);
    }

    [Fact]
    public async Task Orders_in_a_thread_remember_and_forget()
    {
        await using var gateway = await Gateway.StartAsync();
        var sent = await gateway.SendAsync("/remember The wombat sleeps at noon");
        Assert.Equal("remember", sent.Directive!.Kind);
        var id = Assert.Single(await FoundAsync(gateway, "wombat"));
        Assert.Contains(id, sent.Directive.Text, StringComparison.Ordinal);
        Assert.Equal("empty_text", (await gateway.RefusalAsync("/remember"))!.Code);
        Assert.Equal($"{id} is forgotten.", (await gateway.SendAsync($"/forget {id}", sent.ThreadId)).Directive!.Text);
        Assert.Empty(await FoundAsync(gateway, "wombat"));
        Assert.Equal("unknown_note", (await gateway.RefusalAsync($"/forget {id}"))!.Code);
    }

    [Fact]
    public async Task Notes_of_a_deleted_thread_are_forgotten_with_it()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.AskAsync("/time")).ThreadId;
        var asked = new Remember("only here") { Scope = $"thread:{thread}" };
        Assert.Null((await gateway.Runtime.Get<NoteService>().RememberAsync(Operator, asked, Gateway.Stop)).Rejection);
        var scope = MemoryScope.Thread(thread);
        Assert.Single(await FoundAsync(gateway, "here only", [scope]));
        await gateway.Runtime.Get<Runtime.Deletions.DeletionService>().DeleteAsync(Operator.Caller, thread, Gateway.Stop);
        Assert.Empty(await FoundAsync(gateway, "here only", [scope]));
    }

    [Fact]
    public void Changing_who_an_agent_is_and_the_memory_of_others_has_a_risk()
    {
        var weles = As("weles");
        Assert.Equal(Domain.Policy.RiskClass.R3, Risk("SOUL", "agent"));
        Assert.Equal(Domain.Policy.RiskClass.R0, Risk("MEMORY", null));
        Assert.Equal(Domain.Policy.RiskClass.R0, Risk("USER", null));
        Assert.Equal(Domain.Policy.RiskClass.R0, Risk("plans", "global"));

        Domain.Policy.RiskClass Risk(string name, string? scope) =>
            Runtime.Memory.Tools.MemoryRisk.OfDocument(weles, name, scope, "text").Risk;
    }

    private static async Task<Gateway> StartAsync(StoreKind kind) =>
        await Gateway.StartWithAsync(new() { Store = kind });

    private static ToolRequest As(string agent) => new(new Caller(new Principal(agent) { Agent = agent }), []);

    private static async Task<RememberedView> RememberAsync(Gateway gateway, string text, string subject) =>
        (await gateway.Runtime.Get<NoteService>().RememberAsync(
            Operator, new(text) { Subject = subject }, Gateway.Stop)).Value;

    private static async Task<string[]> FoundAsync(
        Gateway gateway, string words, IReadOnlyList<MemoryScope>? scopes = null) =>
        [
            .. (await gateway.Runtime.Get<IMemoryReads>().FindNotesAsync(
                new(words.Split(' '), scopes ?? MemoryReach.Of(Operator), DateTimeOffset.UnixEpoch, 10), Gateway.Stop))
                .Select(found => found.Item.Id.Value),
        ];
}
