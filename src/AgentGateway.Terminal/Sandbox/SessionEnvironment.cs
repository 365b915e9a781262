namespace AgentGateway.Terminal.Sandbox;

/// <summary>
/// The environment of a session, built up from nothing. Pure. The program sees secrets as variables like others;
/// everything else sees their names only.
/// </summary>
public sealed record SessionEnvironment
{
    /// <summary>The variables that programs rely on, none of which gives access to anything.</summary>
    private static readonly string[] UsualNames =
        ["HOME", "USER", "LOGNAME", "SHELL", "PATH", "LANG", "LANGUAGE", "TZ", "TMPDIR"];

    /// <summary>
    /// They would make a program believe that it runs inside the terminal in which the daemon was started.
    /// </summary>
    private static readonly string[] NeverNames =
        ["TMUX", "TMUX_PANE", "STY", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "COLUMNS", "LINES"];

    private SessionEnvironment(IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> secretNames)
    {
        Variables = variables;
        SecretNames = secretNames;
    }

    /// <summary>Names and values. Never log or store them: <see cref="SecretNames"/> are among them.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Which of the variables are secrets, in order.</summary>
    public IReadOnlyList<string> SecretNames { get; }

    /// <summary>The values to keep out of everything that is indexed or shown.</summary>
    public IEnumerable<string> SecretValues => SecretNames.Select(name => Variables[name]);

    /// <summary>
    /// Later sources win: what is inherited by the allow-list, then <paramref name="given"/>, then
    /// <paramref name="secrets"/>. A terminal type is always there.
    /// </summary>
    /// <param name="inherited">The daemon's environment.</param>
    /// <param name="allowed">Further names that may be inherited; <c>X_*</c> stands for all that begin so.</param>
    /// <param name="given">Variables that the caller sets.</param>
    /// <param name="secrets">Secrets, already looked up by name.</param>
    public static SessionEnvironment Build(
        IReadOnlyDictionary<string, string> inherited,
        IReadOnlyCollection<string> allowed,
        IReadOnlyDictionary<string, string> given,
        IReadOnlyDictionary<string, string> secrets)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["TERM"] = "xterm-256color", ["COLORTERM"] = "truecolor",
        };
        foreach (var (name, value) in inherited)
            if (IsAllowed(name, allowed)) variables[name] = value;
        foreach (var (name, value) in given) variables[name] = value;
        foreach (var (name, value) in secrets) variables[name] = value;
        return new SessionEnvironment(variables, [.. secrets.Keys.Order(StringComparer.Ordinal)]);
    }

    // The values of secrets must not reach a log by way of a record's text.
    public override string ToString() => string.Join(' ', Variables.Keys);

    private static bool IsAllowed(string name, IReadOnlyCollection<string> allowed) =>
        !NeverNames.Contains(name)
        && (UsualNames.Contains(name)
            || name.StartsWith("LC_", StringComparison.Ordinal)
            || allowed.Any(pattern => Matches(name, pattern)));

    private static bool Matches(string name, string pattern) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;
}
