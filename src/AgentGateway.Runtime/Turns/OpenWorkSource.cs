using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Turns;

/// <summary>The section with what is open on the thread, so that the agent that answers for it knows of it.</summary>
public sealed class OpenWorkSource(OpenWork work) : IPromptSource
{
    public string Name => "open";

    public PromptPosition Position => PromptPosition.Results;

    public int CharactersMax => 8_000;

    public async ValueTask<IPromptFact?> GatherAsync(PromptSubject subject, CancellationToken cancellationToken) =>
        subject.IsOwners && await work.OfAsync(subject.Thread, cancellationToken) is { Count: > 0 } open
            ? new OpenWorkFact(open)
            : null;
}
