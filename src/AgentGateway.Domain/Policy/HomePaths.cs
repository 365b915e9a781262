using System.Collections.Immutable;

namespace AgentGateway.Domain.Policy;

/// <summary>
/// Files and directories of the home directory that shells, git, editors, agents or the desktop obey or execute later.
/// To write one of them reaches beyond every workspace, also where a workspace lies around it.
/// </summary>
public static class HomePaths
{
    /// <summary>Every file whose name begins with a dot, directly in the home directory.</summary>
    public const string DotFiles = ".*";

    /// <summary>Directories and files from the home directory, with everything below them.</summary>
    public static readonly ImmutableArray<string> RunLater =
    [
        // Shells, the desktop and what begins with a login.
        ".bashrc.d", ".bash_it", ".config", ".local/bin", ".local/share/applications", ".local/share/autostart",
        ".local/share/dbus-1", ".local/share/fish", ".local/share/nautilus", ".local/share/systemd", ".oh-my-zsh",
        ".profile.d", ".zsh", ".zshrc.d", "bin",

        // Git, editors and agents.
        ".agentgateway", ".agw", ".aider", ".claude", ".codex", ".continue", ".copilot", ".cursor", ".cursor-server",
        ".doom.d", ".emacs.d", ".gemini", ".git", ".git-template", ".git-templates", ".githooks", ".idea", ".nano",
        ".opencode", ".qwen", ".vim", ".vscode", ".vscode-server", ".windsurf", ".zed",

        // What other programs are started with.
        ".bun/bin", ".cargo/bin", ".cargo/config", ".cargo/config.toml", ".cargo/env", ".deno/bin", ".dotnet/tools",
        ".gradle/init.d", ".ipython", ".jupyter", ".local/lib", ".m2/settings.xml", ".mozilla", ".npm-global",
        ".nvm", ".pyenv", ".rbenv", ".sdkman", ".terraform.d", ".thunderbird", "go/bin",
    ];

    /// <summary>Whether writing that path decides what programs of the home directory's user do later.</summary>
    /// <param name="path">Absolute and normal.</param>
    /// <param name="home">The home directory, in its real place.</param>
    public static bool Contains(string path, string home)
    {
        if (home == "/" || path == home || !PathText.IsInside(home, path)) return false;
        var below = path[(home.Length + 1)..];
        return (below[0] == '.' && !below.Contains('/', StringComparison.Ordinal))
            || RunLater.Any(known => PathText.IsInside(known, below));
    }
}
