namespace AgentGateway.Runtime.Secrets;

/// <summary>How a variable names a stored secret instead of a value: <c>secret:NAME</c>. Pure.</summary>
public static class SecretReference
{
    private const string Prefix = "secret:";

    /// <summary>The secret's name; null where it is an ordinary value.</summary>
    public static string? NameIn(string value) =>
        value.StartsWith(Prefix, StringComparison.Ordinal) ? value[Prefix.Length..] : null;

    /// <summary>How a variable names that secret.</summary>
    public static string To(string name) => Prefix + name;

    /// <summary>The names of the secrets that variables stand for, in order.</summary>
    public static IEnumerable<string> NamesIn(IReadOnlyDictionary<string, string> environment) =>
        environment.Values.Select(NameIn).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
