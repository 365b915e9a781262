namespace AgentGateway.Terminal.Status;

/// <summary>The versions that fulfil all of some comparisons, such as <c>&gt;=2.1 &lt;3</c>. Pure.</summary>
public sealed class VersionRange
{
    private static readonly string[] Operators = [">=", "<=", ">", "<", "="];

    private readonly List<(string Operator, Version Version)> _comparisons = [];

    private VersionRange()
    {
    }

    /// <exception cref="ArgumentException">It is no range.</exception>
    public static VersionRange Parse(string text)
    {
        var range = new VersionRange();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var comparison = Operators.FirstOrDefault(each => word.StartsWith(each, StringComparison.Ordinal));
            if (comparison is null || Read(word[comparison.Length..]) is not { } version)
                throw new ArgumentException($"'{text}' is no range of versions; one is '>=2.1 <3'.");
            range._comparisons.Add((comparison, version));
        }

        return range;
    }

    /// <summary>Whether a version is in it. One that is not known counts as being in it.</summary>
    public bool Contains(string? version) =>
        version is null || Read(version) is not { } read || _comparisons.All(each => Holds(read, each));

    private static bool Holds(Version version, (string Operator, Version Version) comparison)
    {
        var order = version.CompareTo(comparison.Version);
        return comparison.Operator switch
        {
            ">=" => order >= 0,
            "<=" => order <= 0,
            ">" => order > 0,
            "<" => order < 0,
            _ => order == 0,
        };
    }

    /// <summary>Always with three parts, so that 2.1 and 2.1.0 are the same.</summary>
    private static Version? Read(string text)
    {
        var parts = text.Split('-')[0].Split('.');
        if (parts.Length > 3) return null;
        return Version.TryParse(string.Join('.', parts.Concat(["0", "0"]).Take(3)), out var version) ? version : null;
    }
}
