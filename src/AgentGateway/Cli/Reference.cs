using AgentGateway.Domain;

namespace AgentGateway.Cli;

/// <summary>Something that can be named: by its id, by its title or name, or as the newest of its kind.</summary>
/// <param name="At">By which the newest is found; null where there is no newest.</param>
internal sealed record Reference(string Id, string? Name, DateTimeOffset? At)
{
    private const int ShownMax = 5;

    /// <summary>
    /// The id of what was meant. Whole names and ids come before beginnings, and an ambiguous one is refused; what fits
    /// nothing is returned as it is, for the daemon to judge.
    /// </summary>
    public static Outcome<string> Find(string given, string prefix, IReadOnlyList<Reference> all)
    {
        if (given == References.Newest)
            return all.Where(one => one.At is not null).MaxBy(one => one.At) is { } newest ? newest.Id : given;
        if (all.Any(one => one.Id == given)) return given;
        foreach (var fits in (Func<Reference, bool>[])
        [
            one => string.Equals(one.Name, given, StringComparison.OrdinalIgnoreCase),
            one => one.Id.StartsWith(given, StringComparison.Ordinal)
                || one.Id.AsSpan(prefix.Length).StartsWith(given, StringComparison.Ordinal),
            one => one.Name?.StartsWith(given, StringComparison.OrdinalIgnoreCase) == true,
        ])
            switch (all.Where(fits).ToList())
            {
                case [var only]:
                    return only.Id;
                case { Count: > 1 } several:
                    return new Rejection(
                        "ambiguous",
                        $"\"{given}\" could be {several.Count} of them: "
                            + string.Join(", ", several.Take(ShownMax).Select(one => one.Shown))
                            + (several.Count > ShownMax ? " …" : "."),
                        "Write more of it, or the id.");
            }

        return given;
    }

    private string Shown => Name is { Length: > 0 } ? $"{Id} ({Name})" : Id;
}
