namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// Where one section of the system text comes from: the thread, memory, skills, boards. Reading and writing are apart.
/// A source gathers its fact once for each prompt that is built, with as many reads as it needs; the fact is then
/// written without any, as often as the prompt is measured and fitted.
/// </summary>
public interface IPromptSource
{
    /// <summary>The section's name, as <c>agw thread prompt</c> shows it. No two sources have the same.</summary>
    string Name { get; }

    PromptPlace Place { get; }

    /// <summary>A longer text is cut here, with a mark where something is missing.</summary>
    int CharactersMax { get; }

    /// <summary>
    /// What the section is to be made of; null leaves it out. Called once for each prompt that is built, also where the
    /// thread is compacted on the way. What is thrown fails the turn's step, so what a prompt can do without is logged
    /// and left out.
    /// </summary>
    ValueTask<IPromptFact?> GatherAsync(PromptSubject subject, CancellationToken cancellationToken);
}
