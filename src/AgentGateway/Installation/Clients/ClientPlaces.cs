namespace AgentGateway.Installation.Clients;

/// <summary>Where a user's programs keep their settings.</summary>
/// <param name="Home">The user's home directory.</param>
/// <param name="Variable">The environment.</param>
/// <param name="Exists">Whether there is a file.</param>
internal sealed record ClientPlaces(string Home, Func<string, string?> Variable, Func<string, bool> Exists, bool IsMac)
{
    public string Configuration => Named("XDG_CONFIG_HOME") ?? In(".config");

    /// <summary>Where programs built as VS Code is keep their settings.</summary>
    public string Application => IsMac ? In("Library/Application Support") : Configuration;

    public string In(string name) => Path.Combine(Home, name);

    /// <summary>A directory that a variable names; null where it names none.</summary>
    public string? Named(string variable) => Variable(variable) is ['/', ..] path ? path : null;
}
