using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Turns;

/// <summary>What is open on the thread. Its texts were written by people and programs, so they stand as data.</summary>
internal sealed record OpenWorkFact(IReadOnlyList<OpenWorkView> Open) : IPromptFact
{
    public string? Write(PromptSubject subject) =>
        "What belongs to this thread and has not ended:\n" + Excerpt.Fenced(
            "open",
            $"of={Excerpt.Quoted(subject.Thread.Id.Value)}",
            string.Join('\n', Open.Select(work => $"{work.Kind} {work.Id} {work.Status}: {work.Text}")));
}
