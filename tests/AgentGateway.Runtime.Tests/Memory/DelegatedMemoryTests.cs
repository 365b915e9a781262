using System.Text.Json;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Memory;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Turns;

namespace AgentGateway.Runtime.Tests.Memory;

/// <summary>Whose memory an agent has that another agent delegates to.</summary>
public sealed class DelegatedMemoryTests
{
    private const string Remembers = """{"text":"The bridge is closed","scope":"global"}""";
    private static readonly ToolRequest Operator = new(Gateway.Operator, []);

    private static readonly Caller Ann = new(new Principal("telegram:42"))
    {
        Speaker = new("Ann", "telegram", new("x")),
    };

    /// <summary>The agent that is asked asks a third one, which works for the same person.</summary>
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Volatile)]
    public async Task A_delegation_reads_the_memory_of_the_person_for_whom_its_turn_works(StoreKind kind)
    {
        await using var gateway = await StartAsync(kind);
        Asks(gateway, "svarog", "weles");
        Asks(gateway, "weles", "rarog");
        var read = Reads(gateway, "rarog");

        await gateway.EndAsync((await gateway.Runtime.Messages.SendAsync(Ann, new("Go"), Gateway.Stop)).Value);

        var turn = await read.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        Assert.Equal(TurnKind.Delegation, turn.Turn.Kind);
        AssertOfAnn(turn.Memory, turn.Note);

        // The hidden thread is still for her after a restart.
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        var later = Reads(gateway, "rarog");
        await gateway.AskAsync("And now?", turn.Turn.Thread.Value);
        turn = await later.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        Assert.Equal(TurnKind.Answer, turn.Turn.Kind);
        AssertOfAnn(turn.Memory, turn.Note);
        Assert.Contains(
            "Ann likes plums",
            (await gateway.Runtime.Get<PromptPreview>().OfAsync(turn.Turn.Thread.Value, Gateway.Stop)).Value.Sections
                .Single(section => section.Name == "memory").Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_of_a_chat_delegates_by_message_is_for_them()
    {
        await using var gateway = await StartAsync(StoreKind.Volatile);
        var read = Reads(gateway, "rarog");
        var thread = (await gateway.Runtime.Messages.SendAsync(Ann, new("hello"), Gateway.Stop)).Value.ThreadId;
        await gateway.Runtime.Messages.SendAsync(Ann, new("!rarog look", thread), Gateway.Stop);
        var (_, memory, note) = await read.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        AssertOfAnn(memory, note);
    }

    [Fact]
    public async Task A_task_that_a_person_of_a_chat_starts_is_for_them()
    {
        await using var gateway = await StartAsync(StoreKind.Volatile);
        var read = Reads(gateway, "svarog");
        await gateway.Runtime.Messages.SendAsync(Ann, new("/task look"), Gateway.Stop);
        var (_, memory, note) = await read.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        AssertOfAnn(memory, note);
    }

    /// <summary>In a thread of its own, and in the thread of the turn, where another agent than its owner is asked.</summary>
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_task_that_an_agent_makes_for_a_person_of_a_chat_is_for_them(string ownThread)
    {
        await using var gateway = await StartAsync(StoreKind.Volatile);
        var read = Reads(gateway, "rarog");
        await MakesAsync(
            gateway, Ann, $$"""{"title":"t","prompt":"look","agent":"rarog","own_thread":{{ownThread}}}""");
        var (_, memory, note) = await read.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        AssertOfAnn(memory, note);
    }

    [Fact]
    public async Task A_task_that_an_agent_makes_for_the_operator_reads_the_operators_memory_and_is_trusted()
    {
        await using var gateway = await StartAsync(StoreKind.Volatile);
        var read = Reads(gateway, "rarog");
        await MakesAsync(
            gateway, Gateway.Operator, """{"title":"t","prompt":"look","agent":"rarog","own_thread":true}""");
        var (_, memory, note) = await read.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        AssertOfOperator(memory, note);
    }

    [Fact]
    public async Task A_tool_that_a_task_calls_for_a_person_of_a_chat_reads_their_memory_and_marks_what_it_writes()
    {
        await using var gateway = await StartAsync(StoreKind.Volatile);
        var read = await ResultAsync("""{"title":"t","tool":"memory_read","arguments":{"name":"USER"}}""");
        var note = await ResultAsync($$"""{"title":"t","tool":"memory_remember","arguments":{{Remembers}}}""");
        AssertOfAnn(read, note);

        async Task<string> ResultAsync(string task)
        {
            var made = JsonElement.Parse(await MakesAsync(gateway, Ann, task));
            var id = made.GetProperty("task").GetProperty("id").GetString()!;
            var waited = (await gateway.Runtime.Tasks.WaitAsync(new([id]), null, Gateway.Stop)).Value;
            return Assert.Single(waited.Tasks).Result!;
        }
    }

    [Fact]
    public async Task A_delegation_of_the_operator_reads_the_operators_memory_and_is_trusted()
    {
        await using var gateway = await StartAsync(StoreKind.Volatile);
        Asks(gateway, "svarog", "rarog");
        var read = Reads(gateway, "rarog");
        await gateway.AskAsync("Go");
        var (_, memory, note) = await read.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        AssertOfOperator(memory, note);
    }

    /// <summary>The delegating turn has read a terminal, so that its request may have words from there.</summary>
    [Fact]
    public async Task What_a_turn_read_from_outside_marks_what_its_delegations_remember()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            await CallAsync(turn, "c0", "session_list", "{}", stop);
            await CallAsync(turn, "c1", "message_agent", """{"agent":"weles","text":"look"}""", stop);
            return ScriptedDriver.Completed("done");
        });
        Asks(gateway, "weles", "rarog");
        var read = Reads(gateway, "rarog");
        await gateway.AskAsync("Go");
        var (_, _, note) = await read.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        Assert.Contains("\"trust\":\"untrusted\"", note, StringComparison.Ordinal);
    }

    /// <summary>The other way: what an agent that was asked has read may be in its answer.</summary>
    [Theory]
    [InlineData(true, "untrusted")]
    [InlineData(false, "working")]
    public async Task What_an_agent_read_before_it_answered_marks_what_its_asker_remembers(bool readsOutside, string trust)
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Driver.Script("rarog", async (turn, stop) =>
        {
            if (readsOutside) await CallAsync(turn, "c0", "session_list", "{}", stop);
            return ScriptedDriver.Completed("The bridge is closed");
        });
        Asks(gateway, "weles", "rarog");
        var note = "";
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            await CallAsync(turn, "c1", "message_agent", """{"agent":"weles","text":"look"}""", stop);
            note = await CallAsync(turn, "c2", "memory_remember", Remembers, stop);
            return ScriptedDriver.Completed("done");
        });
        await gateway.AskAsync("Go");
        Assert.Contains($"\"trust\":\"{trust}\"", note, StringComparison.Ordinal);
    }

    private static void AssertOfAnn(string memory, string note)
    {
        Assert.Contains("Ann likes plums", memory, StringComparison.Ordinal);
        Assert.DoesNotContain("gold", memory, StringComparison.Ordinal);
        Assert.Contains("\"trust\":\"untrusted\"", note, StringComparison.Ordinal);
    }

    private static void AssertOfOperator(string memory, string note)
    {
        Assert.Contains("gold", memory, StringComparison.Ordinal);
        Assert.DoesNotContain("plums", memory, StringComparison.Ordinal);
        Assert.Contains("\"trust\":\"working\"", note, StringComparison.Ordinal);
    }

    /// <summary>A gateway that keeps something of the operator and something of a person of a chat.</summary>
    private static async Task<Gateway> StartAsync(StoreKind kind)
    {
        var gateway = await Gateway.StartWithAsync(new() { Store = kind });
        await PutUserAsync(gateway, Operator, "The operator hides gold.");
        await PutUserAsync(gateway, new(Ann, []), "Ann likes plums.");
        return gateway;
    }

    private static async Task PutUserAsync(Gateway gateway, ToolRequest by, string text) => Assert.Null(
        (await gateway.Runtime.Get<DocumentService>().WriteAsync(by, new("USER", "append", text), Gateway.Stop)).Rejection);

    private static void Asks(Gateway gateway, string agent, string other) =>
        gateway.Driver.Script(agent, async (turn, stop) =>
        {
            await CallAsync(turn, "c1", "message_agent", $$"""{"agent":"{{other}}","text":"look"}""", stop);
            return ScriptedDriver.Completed("done");
        });

    /// <summary>An agent makes a task in a turn that works for that caller; answers with what the tool said.</summary>
    private static async Task<string> MakesAsync(Gateway gateway, Caller caller, string task)
    {
        var made = "";
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            if (made.Length == 0) made = await CallAsync(turn, "c1", "task_create", task, stop);
            return ScriptedDriver.Completed("done");
        });
        await gateway.EndAsync((await gateway.Runtime.Messages.SendAsync(caller, new("Go"), Gateway.Stop)).Value);
        return made;
    }

    /// <summary>The agent tells what USER says in its prompt and to its tool, and what became of a note of its own.</summary>
    private static TaskCompletionSource<(ITurn Turn, string Memory, string Note)> Reads(Gateway gateway, string agent)
    {
        var told = new TaskCompletionSource<(ITurn, string, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Driver.Script(agent, async (turn, stop) =>
        {
            var prompt = await turn.BuildPromptAsync(100_000, null, stop);
            var memory = prompt.Sections.FirstOrDefault(section => section.Name == "memory")?.Text;
            var read = await CallAsync(turn, "c1", "memory_read", """{"name":"USER"}""", stop);
            var note = await CallAsync(turn, "c2", "memory_remember", Remembers, stop);
            told.TrySetResult((turn, memory + read, note));
            return ScriptedDriver.Completed("done");
        });
        return told;
    }

    private static async Task<string> CallAsync(
        ITurn turn, string id, string tool, string arguments, CancellationToken cancellationToken)
    {
        var call = new ToolCall(id, tool, arguments);
        await turn.RecordStepAsync("", [call], "script", TokenUsage.None, cancellationToken);
        return (await turn.CallToolAsync(call, cancellationToken)).Text;
    }
}
