using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Prompts;

/// <summary>Everything that a prompt is made of. The same facts always make the same prompt.</summary>
/// <param name="Gathered">In the order of the sections.</param>
public sealed record PromptFacts(PromptSubject Subject, IReadOnlyList<GatheredFact> Gathered)
{
    /// <summary>Messages that sections show.</summary>
    internal HashSet<MessageId> Shown =>
        [.. Gathered.SelectMany(each => each.Fact.Shown(Subject)).Select(message => message.Id)];

    /// <summary>The sections that have something to say, each cut at its limit.</summary>
    internal IReadOnlyList<PromptSection> Write()
    {
        var written = new List<PromptSection>();
        foreach (var (source, fact) in Gathered)
        {
            var text = fact.Write(Subject)?.Trim();
            if (string.IsNullOrEmpty(text)) continue;
            written.Add(new(source.Name, Excerpt.Of(text, source.CharactersMax), text.Length > source.CharactersMax));
        }

        return written;
    }
}
