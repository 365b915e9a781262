using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Posix;
using AgentGateway.Runtime.Files;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// Chooses what each profile shows. The system is read-only; homes, temporary files, sockets, other processes and the
/// gateway itself are not there; the workspace is, and what it executes later without a question is read-only in it.
/// </summary>
/// <param name="zones">The home directory, and the gateway's own directories.</param>
/// <param name="home">The home directories that sandboxes see instead.</param>
/// <param name="searchPath">The variable PATH of what runs inside.</param>
internal sealed class SandboxPlanner(
    PathZones zones, SandboxHome home, SandboxOptions options, string? searchPath)
{
    /// <summary>Where programs put sockets and temporary files of all users.</summary>
    private static readonly string[] Shared = ["/tmp", "/var/tmp", "/run"];

    private static readonly string[] Homes = ["/home", "/root"];

    /// <summary>Read by root alone; a daemon that root runs could read them.</summary>
    private static readonly string[] SystemSecrets =
    [
        "/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/gshadow-", "/etc/sudoers", "/etc/sudoers.d",
        "/etc/ssl/private", "/etc/ssh",
    ];

    private readonly string[] _searched = SearchPath.Directories(searchPath);

    /// <summary>
    /// Refused when the program would start in a directory that the sandbox does not show, and when a link stands in
    /// the workspace where something is to be mounted.
    /// </summary>
    /// <exception cref="IOException">The sandbox's home, or what holds a place in the workspace, cannot be made.</exception>
    public Outcome<SandboxPlan> Plan(string bwrapPath, SandboxRequest request)
    {
        var directory = RealPath.Leading(request.Directory) ?? request.Directory;

        // A sandbox that only reads cannot write what runs later, so it does not look for it.
        var writable = request.Profile != SandboxProfile.Read;
        var deeper = request.Root is { } workspace && writable ? DeeperPaths.Of(workspace) : DeeperPaths.None;
        var git = Repositories(request.Root, deeper);
        if (request.Root is { } place && WorkspaceLinks.Find(place, git) is { } link)
            return new Rejection(
                "sandbox_unusable",
                $"'{link}' is a link, and a sandbox cannot protect what is executed later behind a link.",
                "Put the file or directory itself in its place, or ask for sandbox \"open\".");
        var mounts = new MountList();
        AddSystem(mounts);
        AddHome(mounts, request.Root, writable);
        foreach (var path in options.Read.Select(Absolute).Where(Path.Exists)) mounts.ReadOnly(path);
        foreach (var path in options.Write.Select(Absolute).Where(Path.Exists)) mounts.Show(path, writable);
        foreach (var path in Own()) mounts.Hide(path);
        if (request.Root is { } root) AddWorkspace(mounts, root, git, deeper, request);
        foreach (var socket in HostSockets.Paths().Where(socket => !IsOfWorkspace(socket, request.Root)))
            mounts.Hide(socket);
        if (directory != zones.Home && !mounts.IsShown(directory))
            return new Rejection(
                "directory_hidden",
                $"'{directory}' is not seen in a sandbox.",
                "Start in the workspace, name the directory in the setting Sandbox:Read, or ask for sandbox \"open\".");
        MakeMountPoints(mounts, request.Root);
        return new SandboxPlan(bwrapPath, mounts.All)
        {
            Directory = directory,
            Limits = new(options.ProcessesMax, options.MemoryBytes, options.FileBytes),
        };
    }

    /// <summary>Called when a sandbox of a workspace has ended.</summary>
    /// <param name="isUsed">Whether there is another one of that workspace.</param>
    public static void Clean(string root, Func<bool> isUsed) =>
        Placeholders.Remove(root, () => Repositories(root, DeeperPaths.Of(root)), isUsed);

    /// <summary>Called when a sandbox of a workspace goes on that an earlier daemon began.</summary>
    public static void Keep(string root) => Placeholders.Keep(root, Repositories(root, DeeperPaths.Of(root)));

    private static void AddSystem(MountList mounts)
    {
        mounts.ReadOnly("/");
        mounts.Add(new SandboxMount.Devices());
        mounts.Add(new SandboxMount.Processes());
        foreach (var path in Shared.Where(Directory.Exists)) mounts.Add(new SandboxMount.Empty(path));
        foreach (var path in SystemSecrets) mounts.Hide(path);
    }

    private void AddHome(MountList mounts, string? root, bool writable)
    {
        foreach (var path in Homes.Where(Directory.Exists)) mounts.Add(new SandboxMount.Empty(path));
        if (zones.Home == "/" || !Directory.Exists(zones.Home)) return;
        var own = home.Of(root);
        mounts.Add(writable
            ? new SandboxMount.Writable(zones.Home, own)
            : new SandboxMount.ReadOnly(zones.Home, own));
        foreach (var path in Toolchains.Of(zones.Home, searchPath)) mounts.ReadOnly(path);
        foreach (var path in ToolchainSecrets.Of(zones.Home)) mounts.Hide(path);
    }

    private void AddWorkspace(
        MountList mounts, string root, IReadOnlyList<string> git, DeeperPaths deeper, SandboxRequest request)
    {
        var writable = request.Profile != SandboxProfile.Read;

        // A mount of its own can be neither renamed nor removed, so nothing else can be put in its place. A directory
        // that only holds one could be moved away with it.
        mounts.Show(root, writable);
        foreach (var path in Holders(root, git, deeper)) mounts.Show(path, writable, mayBeGone: true);
        foreach (var path in git) mounts.Show(path, writable, deeper.IsOfRepository(path));
        if (writable)
        {
            foreach (var (path, isEmpty) in Placeholders.Make(root, git))
                if (isEmpty && request.ClosesEmpty && !deeper.IsOfRepository(path))
                    mounts.Add(new SandboxMount.Closed(path));
                else
                    mounts.ReadOnly(path, deeper.IsOfRepository(path));
            foreach (var path in deeper.Paths) mounts.ReadOnly(path, mayBeGone: true);
            if (File.Exists(Path.Combine(root, ".git"))) mounts.ReadOnly(Path.Combine(root, ".git"));
            AddWorktrees(mounts, git, GitDirectories.OfWorktree(root));
        }

        foreach (var path in Own().Where(path => path != root && PathText.IsInside(root, path)))
            mounts.Hide(path);
    }

    /// <summary>The git directories of the workspace and of the repositories below it.</summary>
    private static IReadOnlyList<string> Repositories(string? root, DeeperPaths deeper) =>
        root is not null && GitDirectories.Of(root) is { } own
            ? [own, .. deeper.GitDirectories]
            : deeper.GitDirectories;

    /// <summary>The directories between the root and the repositories below it, each before what is in it.</summary>
    private static IEnumerable<string> Holders(string root, IReadOnlyList<string> git, DeeperPaths deeper)
    {
        var holders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in git.Concat(deeper.Pointers))
            for (var at = Path.GetDirectoryName(path)!; at != root && PathText.IsInside(root, at);
                at = Path.GetDirectoryName(at)!)
                holders.Add(at);
        return holders;
    }

    /// <summary>
    /// What git keeps of worktrees says where their settings and hooks are. A program writes that of its own worktree,
    /// because commits do, and of no other one.
    /// </summary>
    private static void AddWorktrees(MountList mounts, IReadOnlyList<string> gitDirectories, string? own)
    {
        foreach (var git in gitDirectories)
        {
            var worktrees = GitDirectories.OfWorktrees(git).ToList();
            if (worktrees.Count == 0) continue;
            mounts.Show(Path.Combine(git, GitDirectories.Worktrees), writable: true);
            foreach (var path in worktrees) mounts.Show(path, writable: path == own);
        }

        if (own is null) return;
        foreach (var path in RunsLaterPaths.InWorktreeDirectory.Select(name => Path.Combine(own, name)))
            if (File.Exists(path)) mounts.ReadOnly(path);
    }

    /// <summary>
    /// Makes the places in the sandbox's home at which something is mounted: where the home is read-only, bubblewrap
    /// cannot make them.
    /// </summary>
    private void MakeMountPoints(MountList mounts, string? root)
    {
        foreach (var path in mounts.MountedDirectlyOn(zones.Home))
            home.MakePoint(root, path[(zones.Home.Length + 1)..], Directory.Exists(path));
    }

    /// <summary>
    /// The gateway's own directories and its program: the folder of its own, or the one file among others.
    /// </summary>
    private IEnumerable<string> Own() => zones.Gateway.Concat(zones.Program.Select(
        folder => _searched.Contains(folder) ? Path.Combine(folder, "agw") : folder));

    private static bool IsOfWorkspace(string path, string? root) => root is not null && PathText.IsInside(root, path);

    private string Absolute(string path) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? zones.Home + path[1..] : path;
}
