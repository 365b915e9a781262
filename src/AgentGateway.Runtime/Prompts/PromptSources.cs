namespace AgentGateway.Runtime.Prompts;

/// <summary>All sources of prompts, in the order of their sections.</summary>
public sealed class PromptSources
{
    private readonly IPromptSource[] _sources;

    /// <param name="others">
    /// Those of modules, beside the sections that the agent and the thread make by themselves.
    /// </param>
    /// <exception cref="ArgumentException">Two sources have the same name.</exception>
    public PromptSources(PromptOptions options, IEnumerable<IPromptSource> others)
    {
        _sources = [.. SubjectSections.All(options).Concat(others).OrderBy(source => source.Position)];
        if (_sources.GroupBy(source => source.Name).FirstOrDefault(group => group.Count() > 1) is { Key: var name })
            throw new ArgumentException(
                $"Two sources make the section \"{name}\"; each needs its own name.", nameof(others));
    }

    /// <summary>Asks every source once, one after another.</summary>
    public async ValueTask<PromptFacts> GatherAsync(PromptSubject subject, CancellationToken cancellationToken)
    {
        var gathered = new List<GatheredFact>(_sources.Length);
        foreach (var source in _sources)
            if (await source.GatherAsync(subject, cancellationToken) is { } fact)
                gathered.Add(new(source, fact));
        return new(subject, gathered);
    }
}
