using System.Text;

namespace AgentGateway.Gateways.Slack;

/// <summary>Cuts a written text into sections: at line ends where it can, with code closed and opened again.</summary>
internal static class SlackSections
{
    private const string Fence = "```";

    public static List<string> Split(string mrkdwn, int charactersMax)
    {
        List<string> sections = [];
        var section = new StringBuilder();
        var isCode = false;
        var pieceMax = charactersMax - (2 * Fence.Length) - 3;
        foreach (var line in mrkdwn.Split('\n').SelectMany(line => Pieces(line, pieceMax)))
        {
            // A section that ends within code needs room for the fence that closes it.
            if (section.Length > 0 && section.Length + 1 + line.Length + 1 + Fence.Length > charactersMax)
            {
                sections.Add(isCode ? section.Append('\n').Append(Fence).ToString() : section.ToString());
                section.Clear();
                if (isCode) section.Append(Fence);
            }

            if (section.Length > 0) section.Append('\n');
            section.Append(line);
            if (line.StartsWith(Fence, StringComparison.Ordinal)) isCode = !isCode;
        }

        if (section.ToString().Trim().Length > 0) sections.Add(section.ToString());
        return sections;
    }

    /// <summary>A line that is too long in pieces, none of which ends within an entity or a character.</summary>
    private static IEnumerable<string> Pieces(string line, int charactersMax)
    {
        while (line.Length > charactersMax)
        {
            var end = charactersMax;
            var entity = line.LastIndexOf('&', end - 1);
            if (entity > end - 5 && line.IndexOf(';', entity) >= end) end = entity;
            if (char.IsHighSurrogate(line[end - 1])) end--;
            yield return line[..end];
            line = line[end..];
        }

        yield return line;
    }
}
