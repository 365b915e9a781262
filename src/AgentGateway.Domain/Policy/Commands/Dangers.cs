using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace AgentGateway.Domain.Policy.Commands;

/// <summary>Programs and variables that reach further than the workspace by what they are.</summary>
internal static class Dangers
{
    private static readonly (string Programs, string Why)[] Table =
    [
        ("sudo doas su pkexec runuser gosu su-exec setpriv capsh visudo passwd chsh usermod useradd userdel groupadd", "it acts as another user"),
        ("ssh scp sftp mosh sshpass autossh telnet nc ncat netcat socat ftp lftp rsh rlogin", "it connects to another machine"),
        ("mail mailx sendmail mutt swaks msmtp", "it sends mail"),
        ("crontab at batch systemctl systemd-run launchctl service initctl rc-service loginctl shutdown reboot halt poweroff init telinit", "it changes what the machine runs"),
        ("mount umount insmod modprobe rmmod iptables nft ip6tables sysctl swapoff swapon losetup cryptsetup lvremove vgremove pvcreate zpool zfs parted fdisk kexec chroot nsenter "
            + "update-alternatives dpkg rpm setcap", "it changes the machine"),
        ("gpg gpg2 ssh-add ssh-keygen pass secret-tool keyctl security vault op bw age sops", "it handles keys"),
        ("gdb strace ltrace perf ptrace", "it looks into other processes"),
        ("aws gcloud az gsutil doctl heroku flyctl fly vercel netlify wrangler firebase terraform tofu pulumi ansible ansible-playbook helm", "it acts on other people's machines"),
        ("docker podman nerdctl kubectl lxc virsh vagrant qemu-system-x86_64 ctr", "containers reach everything on this machine"),
        ("gh glab hub tea", "it acts on a service in your name"),
        ("apt apt-get aptitude dnf yum pacman apk zypper snap flatpak brew port", "it installs programs"),
        ("twine", "it publishes a package"),
        ("tmux screen", "it reaches into other terminals"),
    ];

    private static readonly FrozenDictionary<string, string> ByName = Table
        .SelectMany(row => row.Programs.Split(' ').Select(name => (name, row.Why)))
        .DistinctBy(row => row.name)
        .ToFrozenDictionary(row => row.name, row => row.Why, StringComparer.Ordinal);

    /// <summary>Programs of which some verbs only look.</summary>
    private static readonly FrozenDictionary<string, string[]> Looking = new Dictionary<string, string[]>
    {
        ["docker"] = ["ps", "images", "logs", "inspect", "version", "info", "stats", "top", "port", "diff", "history"],
        ["podman"] = ["ps", "images", "logs", "inspect", "version", "info", "stats", "top", "port", "diff", "history"],
        ["kubectl"] = ["get", "describe", "logs", "top", "version", "explain", "api-resources"],
        ["gh"] = ["status", "version", "browse"],
        ["systemctl"] = ["status", "list-units", "is-active", "is-enabled", "cat", "show"],
        ["apt"] = ["list", "search", "show", "policy"],
        ["brew"] = ["list", "search", "info"],
        ["terraform"] = ["plan", "validate", "fmt", "version", "show"],
        ["dpkg"] = ["-l", "-L", "-s", "-S", "--list"],
        ["rpm"] = ["-q", "-qa", "-qi", "-ql"],
        ["gpg"] = ["--verify", "--version", "--list-keys"],
        ["sysctl"] = ["-a", "-n"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Verbs by which packages are published, of programs that otherwise only work here.</summary>
    private static readonly FrozenDictionary<string, string[]> Publishing = new Dictionary<string, string[]>
    {
        ["npm"] = ["publish", "unpublish", "deprecate", "login", "adduser", "token", "owner", "access", "dist-tag"],
        ["pnpm"] = ["publish"],
        ["yarn"] = ["publish", "npm"],
        ["bun"] = ["publish"],
        ["cargo"] = ["publish", "yank", "login", "owner"],
        ["nuget"] = ["push", "delete"],
        ["dotnet"] = ["push"],
        ["gem"] = ["push", "yank"],
        ["poetry"] = ["publish"],
        ["uv"] = ["publish"],
        ["flit"] = ["publish"],
        ["hatch"] = ["publish"],
        ["mvn"] = ["deploy"],
        ["gradle"] = ["publish"],
        ["git"] = ["push", "send-email", "credential", "svn"],
        ["hg"] = ["push", "email"],
        ["svn"] = ["commit", "ci", "import", "delete", "copy", "move"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Variables = new[]
    {
        "PATH", "CDPATH", "PAGER", "MANPAGER", "BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "PS4", "PROMPT_COMMAND", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME", "PYTHONINSPECT", "PERL5LIB", "PERL5OPT", "PERL5DB", "PERLLIB",
        "RUBYOPT", "RUBYLIB", "NODE_OPTIONS", "NODE_PATH", "LESSOPEN", "LESSCLOSE", "GCONV_PATH", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH", "DOTNET_STARTUP_HOOKS",
        "CORECLR_PROFILER", "CORECLR_ENABLE_PROFILING", "CORECLR_PROFILER_PATH", "EDITOR", "VISUAL", "BROWSER", "SSH_ASKPASS", "SUDO_ASKPASS", "RSYNC_RSH", "CVS_RSH", "SVN_SSH", "HOSTALIASES",
        "RES_OPTIONS", "NLSPATH", "LUA_INIT", "LUA_PATH", "LUA_CPATH", "AWKPATH", "AWKLIBPATH", "R_PROFILE", "TAR_OPTIONS", "MAKEFLAGS", "SHELL", "XDG_CONFIG_HOME", "ZDOTDIR", "PHPRC", "GUILE_LOAD_PATH",
        "AGW_HOOK_URL", "AGW_HOOK_TOKEN", "CARGO_HOME", "RUSTC_WRAPPER", "GOFLAGS", "GOROOT",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] VariableBeginnings = ["LD_", "DYLD_", "GIT_", "npm_config_", "NPM_CONFIG_", "BASH_FUNC_", "CARGO_TARGET_"];

    private static readonly FrozenSet<string> HarmlessVariables = new[]
    {
        "GIT_PAGER_IN_USE", "GIT_OPTIONAL_LOCKS", "GIT_TERMINAL_PROMPT", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static (RiskClass Risk, string Why)? Find(string name, IReadOnlyList<string> words)
    {
        if (Publishing.TryGetValue(name, out var verbs) && (name == "git" ? verbs.Contains(Git.Verb(words)) : words.Skip(1).Take(6).Any(verbs.Contains)))
            return (RiskClass.R3, $"{name} sends something to others");
        if (name == "git" && Git.Verb(words) == "config" && words.Any(word => word is "--global" or "--system"))
            return (RiskClass.R3, "it changes git outside of the workspace");
        if (!ByName.TryGetValue(name, out var why)) return null;
        if (name == "gh" && words.Count > 2 && words[2] is "view" or "list" or "diff" or "checks" or "status") return null;
        return Looking.TryGetValue(name, out var looking) && words.Count > 1 && looking.Contains(words[1]) ? null : (RiskClass.R3, why);
    }

    public static bool IsDangerousVariable(string name) =>
        !HarmlessVariables.Contains(name)
        && (Variables.Contains(name) || Marks.In(name) || VariableBeginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal)));

    /// <summary>Pagers that show and do nothing else; agents set them so that nothing waits for a key.</summary>
    public static bool IsHarmlessPager(string name, string? value) =>
        name is "PAGER" or "GIT_PAGER" or "MANPAGER" && value is "" or "cat" or "less" or "more" or "/bin/cat" or "/usr/bin/cat";

    /// <summary>Words by which programs of all kinds are told to delete what else they are given.</summary>
    public static bool Deletes(string word) =>
        word is "--no-preserve-root" or "--remove-files" or "--remove-source-files" or "-sdel" or "purge" or "delete" or "remove" or "erase" or "wipe" or "destroy" or "del" or "rmdirs"
        || word.StartsWith("--delete", StringComparison.Ordinal);

    /// <summary>Whether a word names the gateway, also where a class in it keeps a search from finding itself.</summary>
    public static bool SaysTheGateway(string word) =>
        word.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal) is var plain
        && (plain.Contains("agw", StringComparison.OrdinalIgnoreCase) || plain.Contains("agentgateway", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a pattern of process names means the gateway, or may.</summary>
    public static bool NamesTheGateway(string pattern) =>
        SaysTheGateway(pattern) || pattern is "dotnet" or "serve" || Expressed(pattern);

    /// <summary>Such patterns are regular expressions; one that cannot be read may mean anything.</summary>
    private static bool Expressed(string pattern)
    {
        if (pattern.Length is 0 or > 200) return pattern.Length > 0;
        try
        {
            return Regex.IsMatch("agw serve", pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return true;
        }
    }
}
