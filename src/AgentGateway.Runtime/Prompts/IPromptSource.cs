namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// The source of one section of the system text: the thread, memory, skills, boards. Reading and writing are separate.
/// A source gathers its fact once for each prompt that is built, with as many reads as it needs; the fact is then
/// written without reads, as often as the prompt is measured and fitted.
/// </summary>
public interface IPromptSource
{
    /// <summary>The section's name, as <c>agw thread prompt</c> shows it. No two sources have the same.</summary>
    string Name { get; }

    PromptPosition Position { get; }

    /// <summary>A longer text is cut here, with a mark where something is missing.</summary>
    int CharactersMax { get; }

    /// <summary>
    /// Gathers the fact for the section; null leaves the section out. Called once for each prompt that is built, also
    /// where the thread is compacted on the way. An exception fails the turn's step, so a source that the prompt can do
    /// without logs its failure and answers null.
    /// </summary>
    ValueTask<IPromptFact?> GatherAsync(PromptSubject subject, CancellationToken cancellationToken);
}
