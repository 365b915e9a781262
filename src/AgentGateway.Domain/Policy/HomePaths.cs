using System.Collections.Immutable;

namespace AgentGateway.Domain.Policy;

/// <summary>
/// Files and directories of the home directory that shells, git, editors, agents or the desktop execute later or read
/// as settings. Writing one of them has effects outside of every workspace, even where a workspace contains the home
/// directory.
/// </summary>
public static class HomePaths
{
    /// <summary>Every file whose name begins with a dot, directly in the home directory.</summary>
    public const string DotFiles = ".*";

    /// <summary>Paths from the home directory; everything below them counts, too.</summary>
    public static readonly ImmutableArray<string> RunLater =
    [
        // Shells, the desktop, and what starts at a login.
        ".bashrc.d", ".bash_it", ".config", ".local/bin", ".local/share/applications", ".local/share/autostart",
        ".local/share/dbus-1", ".local/share/fish", ".local/share/nautilus", ".local/share/systemd", ".oh-my-zsh",
        ".profile.d", ".zsh", ".zshrc.d", "bin",

        // Git, editors and agents.
        ".agentgateway", ".agw", ".aider", ".claude", ".codex", ".continue", ".copilot", ".cursor", ".cursor-server",
        ".doom.d", ".emacs.d", ".gemini", ".git", ".git-template", ".git-templates", ".githooks", ".idea", ".nano",
        ".opencode", ".qwen", ".vim", ".vscode", ".vscode-server", ".windsurf", ".zed",

        // Tool chains and other programs.
        ".bun/bin", ".cargo/bin", ".cargo/config", ".cargo/config.toml", ".cargo/env", ".deno/bin", ".dotnet/tools",
        ".gradle/init.d", ".ipython", ".jupyter", ".local/lib", ".m2/settings.xml", ".mozilla", ".npm-global",
        ".nvm", ".pyenv", ".rbenv", ".sdkman", ".terraform.d", ".thunderbird", "go/bin",
    ];

    /// <summary>Whether writing that path changes what programs of the user do later.</summary>
    /// <param name="path">Absolute and normal.</param>
    /// <param name="home">The home directory, all links followed.</param>
    public static bool Contains(string path, string home)
    {
        if (home == "/" || path == home || !PathText.IsInside(home, path)) return false;
        var below = path[(home.Length + 1)..];
        return (below[0] == '.' && !below.Contains('/', StringComparison.Ordinal))
            || RunLater.Any(known => PathText.IsInside(known, below));
    }
}
