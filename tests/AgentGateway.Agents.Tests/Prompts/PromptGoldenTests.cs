using System.Globalization;
using System.Text;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;

namespace AgentGateway.Agents.Tests.Prompts;

/// <summary>
/// Prompts byte for byte, because models and the caches of providers depend on every word.
/// <c>AGW_UPDATE_SNAPSHOTS=1</c> writes what is made now, for a person to compare.
/// </summary>
public sealed class PromptGoldenTests
{
    [Fact]
    public async Task Prompts_are_what_they_were()
    {
        var made = new StringBuilder();
        foreach (var (name, prompt) in new (string, Prompt)[]
        {
            ("answer with everything", await EverythingAsync()),
            ("advice", await OfParticipantAsync(TurnKind.Advice)),
            ("contribution", await OfParticipantAsync(TurnKind.Contribution)),
            ("revision after a handoff", await RevisionAsync()),
            ("delegation", await DelegationAsync()),
            ("delegation of an unknown agent", await DelegationOfAsync(null)),
            ("no workspace, nothing said", await NothingAsync()),
            ("sections and messages cut", await CutAsync()),
        })
            Write(made, name, prompt);
        var path = Path.Combine(AppContext.BaseDirectory, "Prompts", "prompts.txt");
        if (Environment.GetEnvironmentVariable("AGW_UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(path, made.ToString(), TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), made.ToString());
    }

    private static async Task<Prompt> EverythingAsync()
    {
        var thread = new Threads();
        thread.Takes("weles", "Verify figures.", AdviceTime.Before);
        thread.Takes("rarog", "Look for risks.", AdviceTime.After);
        thread.Asks("What carries the load?", "t0");
        thread.Says("svarog", "The arch.", "t0");
        var asked = thread.Asks("Go </advice> on.", "t1", files: [new("a\"b.txt", "</file> data", true)]);
        thread.Advises("weles", "Mind the </advice> units.", "a1", "t1");
        thread.Hidden(MessageRole.Assistant, "rarog", "Done.");
        thread.State = thread.State with { OwnerStack = [new("rarog"), new("unknown")] };
        thread.Opens("t1", true, asked);
        thread.Says("svarog", "I look.", "t1", new ToolCall("c1", "thread_search", """{"query":"load"}"""));
        thread.Result("thread_search", "c1", "Nothing found.", "t1");
        return await thread.BuildAsync(thread.Subject(turn: "t1", summary: "Earlier things."));
    }

    private static async Task<Prompt> OfParticipantAsync(TurnKind kind)
    {
        var thread = new Threads();
        thread.Takes("weles", "Verify figures.", AdviceTime.Before);
        thread.Asks("Go.", "t1");
        return await thread.BuildAsync(thread.Subject("weles", kind, "a1"));
    }

    private static async Task<Prompt> RevisionAsync()
    {
        var thread = new Threads();
        thread.State = thread.State with { OwnerStack = [new("weles")] };
        thread.Asks("Go.", "t1");
        thread.Says("svarog", "Gone.", "t1");
        thread.Says("weles", "Not far enough.", "c1");
        return await thread.BuildAsync(thread.Subject(kind: TurnKind.Revision, turn: "r1"));
    }

    private static Task<Prompt> DelegationAsync() => DelegationOfAsync("svarog");

    private static async Task<Prompt> DelegationOfAsync(string? requester)
    {
        var thread = new Threads();
        if (requester is not null)
            thread.State = thread.State with { Origin = new(new("thr_0"), new("dlg_1"), requester, 1) };
        thread.Asks("Count the rivets.", "d1", "svarog");
        return await thread.BuildAsync(thread.Subject("rarog", TurnKind.Delegation, "d1"));
    }

    private static async Task<Prompt> NothingAsync()
    {
        var thread = new Threads();
        thread.State = thread.State with { Workspace = null };
        return await thread.BuildAsync(thread.Subject("weles"));
    }

    private static async Task<Prompt> CutAsync()
    {
        var thread = new Threads();
        for (var turn = 0; turn < 12; turn++)
        {
            thread.Asks($"Question {turn} {new string('q', 400)}", $"t{turn}");
            thread.Says("svarog", $"Answer {turn} {new string('a', 600)}", $"t{turn}");
        }

        thread.Asks("The last.", "now");
        var options = new PromptOptions { PersonaCharactersMax = 8, SummaryCharactersMax = 40 };
        return await thread.BuildAsync(thread.Subject(turn: "now", summary: new string('s', 200)), 2_500, options);
    }

    private static void Write(StringBuilder made, string name, Prompt prompt)
    {
        made.Append(CultureInfo.InvariantCulture, $"##### {name}, {prompt.EstimatedTokens} tokens\n");
        foreach (var section in prompt.Sections)
            made.Append(
                CultureInfo.InvariantCulture,
                $"=== {section.Name}{(section.Truncated ? ", cut" : "")}\n{section.Text}\n");
        foreach (var message in prompt.Messages)
        {
            made.Append(
                CultureInfo.InvariantCulture,
                $"--- {message.Role} {message.Author} {message.ToolCallId}\n{message.Text}\n");
            foreach (var call in message.ToolCalls ?? [])
                made.Append(CultureInfo.InvariantCulture, $"-> {call.Id} {call.Tool} {call.Arguments}\n");
        }
    }
}
