using System.Text;

namespace AgentGateway.Gateways.Slack;

/// <summary>
/// The text of a message as Slack sends it: <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> are entities, and what stands
/// between unescaped angle brackets is a person, a channel or an address.
/// </summary>
internal static class SlackText
{
    private const int PersonIdMax = 64;

    /// <summary>The people that a text mentions, the bot among them.</summary>
    public static IEnumerable<string> MentionedPeople(string text)
    {
        for (var at = text.IndexOf("<@", StringComparison.Ordinal); at >= 0;
            at = text.IndexOf("<@", at + 2, StringComparison.Ordinal))
        {
            var after = text.AsSpan(at + 2);
            var end = after[..Math.Min(after.Length, PersonIdMax)].IndexOfAny('>', '|');
            if (end > 0) yield return text.Substring(at + 2, end);
        }
    }

    /// <summary>The text as people see it, without mentions of the bot.</summary>
    /// <param name="nameOf">The name of a person; null where it is not known.</param>
    public static string Read(string text, string botUserId, Func<string, string?> nameOf)
    {
        var read = new StringBuilder(text.Length);
        var position = 0;
        while (position < text.Length)
        {
            var start = text.IndexOf('<', position);
            var end = start < 0 ? -1 : text.IndexOf('>', start);
            if (end < 0)
            {
                read.Append(text.AsSpan(position));
                break;
            }

            read.Append(text.AsSpan(position, start - position));

            var inner = text[(start + 1)..end];
            position = end + 1;
            if (inner.Split('|')[0] == "@" + botUserId)
            {
                // A mention leaves one space behind where it stood between two, and none at the beginning.
                if (read.Length == 0 || char.IsWhiteSpace(read[^1]))
                    while (position < text.Length && text[position] is ' ' or '\u00a0') position++;
                continue;
            }

            read.Append(Shown(inner, nameOf));
        }

        return Unescape(read.ToString()).Trim();
    }

    /// <summary>The three entities that Slack writes, and no others.</summary>
    public static string Unescape(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);

    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Shown(string inner, Func<string, string?> nameOf)
    {
        var bar = inner.IndexOf('|');
        var (target, label) = bar < 0 ? (inner, "") : (inner[..bar], inner[(bar + 1)..]);
        return target switch
        {
            ['@', .. var person] => "@" + (nameOf(person) is { } name ? Escape(name) : label is "" ? person : label),
            ['#', .. var channel] => "#" + (label is "" ? channel : label),
            ['!', .. var special] when special.StartsWith("subteam^", StringComparison.Ordinal) =>
                label is "" ? "@" + special["subteam^".Length..] : label.StartsWith('@') ? label : "@" + label,
            ['!', .. var special] when special.StartsWith("date^", StringComparison.Ordinal) => label,
            ['!', .. var special] => label is "" ? "@" + special : label,
            _ => Link(target, label),
        };
    }

    /// <summary>
    /// An address with the words that stand for it. Slack makes a link of a bare name such as example.org too; then the
    /// name is what the person wrote.
    /// </summary>
    private static string Link(string target, string label)
    {
        var bare = target.StartsWith("mailto:", StringComparison.Ordinal) ? target["mailto:".Length..] : target;
        if (label is "") return bare;
        var name = bare[(bare.IndexOf("://", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];
        return label == bare || label.TrimEnd('/') == name.TrimEnd('/') ? label : $"{label} ({bare})";
    }
}
