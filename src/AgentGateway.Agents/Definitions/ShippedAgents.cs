using AgentGateway.Domain;

namespace AgentGateway.Agents.Definitions;

/// <summary>The agents that come with the program, as files of the same form that people write.</summary>
internal static class ShippedAgents
{
    private static readonly string[] Ids = ["svarog", "weles", "rarog"];

    public static IReadOnlyList<AgentDraft> Read()
    {
        var problems = new List<Rejection>();
        var drafts = Ids.Select(id => AgentFile.Read($"{id}.md", id, Text(id), problems)).ToList();
        return problems.Count == 0
            ? [.. drafts.Select(draft => draft!)]
            : throw new InvalidDataException(problems[0].Message);
    }

    private static string Text(string id)
    {
        using var stream = typeof(ShippedAgents).Assembly.GetManifestResourceStream($"{id}.md")
            ?? throw new InvalidDataException($"The program lacks the persona of {id}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
