namespace AgentGateway.Gateways.Text;

/// <summary>Puts texts into Markdown that may have any characters. Pure.</summary>
internal static class MarkdownText
{
    /// <summary>As code within a line, whatever it has in it.</summary>
    public static string Code(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length == 0) return "";
        if (!line.Contains('`', StringComparison.Ordinal)) return $"`{line}`";
        var marks = new string('`', LongestRun(line) + 1);
        return $"{marks} {line} {marks}";
    }

    /// <summary>As a block of code, whatever it has in it.</summary>
    public static string Fenced(string text)
    {
        var marks = new string('`', Math.Max(3, LongestRun(text) + 1));
        return $"{marks}\n{text.ReplaceLineEndings("\n").TrimEnd('\n')}\n{marks}";
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
