using System.Collections.Concurrent;
using System.Diagnostics;

namespace AgentGateway.Posix;

/// <summary>
/// Starting child processes, and taking note of their end. Nothing forks: managed code cannot run safely in the child
/// of a fork of a process with threads, so posix_spawn does the work between fork and exec.
/// </summary>
public static unsafe class Children
{
    /// <summary>The children that were started here and were not reaped; their starters wait for them.</summary>
    private static readonly ConcurrentDictionary<int, bool> Awaited = new();

    /// <summary>
    /// Starts a program that leads a session and a process group of its own, with default signals and none blocked, as
    /// after a login: the .NET runtime ignores SIGPIPE, and what is ignored would stay so. It has no key of the person's
    /// login (<see cref="ThisThread.LeaveLoginKeyring"/>).
    /// </summary>
    /// <returns>
    /// The process id. The caller takes note of its end with <see cref="Reap"/>, or has called
    /// <see cref="Signals.IgnoreChildren"/>.
    /// </returns>
    /// <exception cref="OsException">It could not be started; the number says why.</exception>
    public static int Start(ChildRequest request)
    {
        ThisThread.LeaveLoginKeyring();
        using var texts = new NativeTexts();
        var attributes = stackalloc byte[LibcSpawn.OpaqueBytes];
        var actions = stackalloc byte[LibcSpawn.OpaqueBytes];
        Check(LibcSpawn.InitializeAttributes(attributes), "posix_spawnattr_init");
        Check(LibcSpawn.InitializeActions(actions), "posix_spawn_file_actions_init");
        try
        {
            CleanSignals(attributes);
            for (var number = 0; number < request.Files.Count; number++)
                Connect(actions, number, request.Files[number], texts);
            LibcSpawn.AddCloseOthers(actions, request.Files.Count);
            if (request.Directory is { } directory)
                Check(
                    LibcSpawn.AddChangeDirectory(actions, texts.Add(directory)),
                    "posix_spawn_file_actions_addchdir_np");
            var processId = 0;
            var error = LibcSpawn.Start(
                &processId, texts.Add(request.ProgramPath), actions, attributes,
                texts.AddList(request.Arguments), texts.AddList(Variables(request.Environment)));
            Check(error, "posix_spawn " + request.ProgramPath);
            Awaited[processId] = true;
            return processId;
        }
        finally
        {
            _ = LibcSpawn.DestroyActions(actions);
            _ = LibcSpawn.DestroyAttributes(attributes);
        }
    }

    /// <summary>
    /// Takes note of the end of a child, which frees its number. Waits for a child that has not ended.
    /// </summary>
    /// <returns>Its status as waitpid(2) tells it; null when something else in this process has taken note.</returns>
    public static int? Reap(int processId)
    {
        var status = 0;
        // Forgotten before its number is free: the next child may have the same one.
        Awaited.TryRemove(processId, out _);
        while (Libc.Reap(processId, &status, 0) < 0)
            if (Errno.Last != Errno.Interrupted)
                return null;
        return status;
    }

    /// <summary>
    /// The children of this process that have ended and that nothing here was started to wait for: orphans that were
    /// adopted (<see cref="ThisProcess.AdoptOrphans"/>), and for a moment also those of
    /// <see cref="System.Diagnostics.Process"/>, which reaps its own.
    /// </summary>
    public static IReadOnlyList<ProcessRow> EndedAndNotAwaited() =>
    [
        .. ProcessRow.All().Where(
            row => row.ParentId == Environment.ProcessId && row.IsZombie && !Awaited.ContainsKey(row.Id)),
    ];

    /// <summary>Reaps an orphan that was adopted and has ended. Never waits.</summary>
    public static void ReapAdopted(int processId)
    {
        const int NoWait = 1;
        var status = 0;
        if (!Awaited.ContainsKey(processId)) _ = Libc.Reap(processId, &status, NoWait);
    }

    /// <summary>By hand, because the bridge that starts the daemon has no time to load a library for it.</summary>
    private static List<string> Variables(IReadOnlyDictionary<string, string> environment)
    {
        var variables = new List<string>(environment.Count);
        foreach (var (name, value) in environment) variables.Add(name + "=" + value);
        return variables;
    }

    private static void CleanSignals(byte* attributes)
    {
        var signals = stackalloc byte[LibcSpawn.OpaqueBytes];
        _ = LibcSpawn.FillSignals(signals);
        Check(LibcSpawn.SetDefaultSignals(attributes, signals), "posix_spawnattr_setsigdefault");
        _ = LibcSpawn.EmptySignals(signals);
        Check(LibcSpawn.SetBlockedSignals(attributes, signals), "posix_spawnattr_setsigmask");
        Check(LibcSpawn.SetFlags(attributes, LibcSpawn.CleanSignalsInOwnSession), "posix_spawnattr_setflags");
    }

    private static void Connect(byte* actions, int number, ChildFile file, NativeTexts texts) => Check(
        file switch
        {
            ChildFile.Opened opened =>
                LibcSpawn.AddOpen(actions, number, texts.Add(opened.Path), (int)opened.Flags, (uint)opened.Mode),
            ChildFile.Given given => LibcSpawn.AddDuplicate(actions, (int)given.Handle.DangerousGetHandle(), number),
            ChildFile.SameAs same => LibcSpawn.AddDuplicate(actions, same.Number, number),
            _ => throw new UnreachableException(),
        },
        "posix_spawn_file_actions");

    private static void Check(int error, string call)
    {
        if (error != 0) throw new OsException(call, error);
    }
}
