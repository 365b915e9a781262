using AgentGateway.Bridge;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Logging;
using AgentGateway.Posix;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Settings;
using AgentGateway.Terminal.ProcessSessions;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Daemon;

/// <summary>
/// <c>agw serve</c>: takes the data directory, reads the settings, and lives until it is told to stop.
/// </summary>
internal sealed class DaemonProgram(ServeOptions options, TimeProvider time)
{
    private const double PredecessorSecondsMax = 10;

    /// <summary>A command that looks whether a daemon runs has the lock for a moment.</summary>
    private const double LookedAtSecondsMax = 0.25;

    private const int LookMilliseconds = 20;

    private readonly StartReport _report = new(options);

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await PrepareAsync(cancellationToken) is { Count: > 0 } problems ? Refuse(problems) : 0;
        }
        catch (JournalUnavailableException unavailable)
        {
            return Refuse([unavailable.Reason]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refuse(
                [DiskSpace.Refuse(options.Data.Path) ?? new("data_directory_unusable",
                    $"The data directory {options.Data.Path} cannot be used: {failure.Message}",
                "Make it writable for the user that runs agw, or name another with --data.")]);
        }
    }

    /// <summary>The file always; standard error too where a person looks at it.</summary>
    private ILogSink Sinks(LogOptions log)
    {
        var file = new RotatingFileSink(options.Data.Logs, DaemonLog.Name, log.FileBytesMax, log.FilesMax);
        return options.IsBackground ? file : new BothSinks(new ErrorStreamSink(), file);
    }

    private int Refuse(IReadOnlyList<Rejection> problems)
    {
        _report.Refused(problems);
        return 1;
    }

    private async Task<IReadOnlyList<Rejection>> PrepareAsync(CancellationToken cancellationToken)
    {
        // Everything that the daemon makes is for its user alone, and no other process of the user may look into its
        // memory.
        ThisProcess.WithholdPermissions(TokenFile.Others);
        ThisProcess.HideMemory();
        // Before anything is started: what descends from the daemon is never taken for the person.
        using var adopted = new AdoptedChildren(time);
        using var stop = new StopSignal();
        options.Data.Create();
        var taken = await TakeLockAsync(cancellationToken);
        if (taken.IsRejected(out var running))
        {
            if (!options.IsBackground) return [running];
            _report.Taken();
            return [];
        }

        using var held = taken.Value;
        if (DiskSpace.Refuse(options.Data.Path) is { } full) return [full];
        var (settings, problems) = options.Settings.Load();
        if (settings is null) return problems;
        var token = TokenFile.ReadOrCreate(options.Data);
        if (token.IsRejected(out var unusable)) return [unusable];
        var log = settings.GetSection("Log").Get<LogOptions>() ?? new();
        var known = new KnownSecrets();
        await using var writer = new LineLoggerProvider(Sinks(log), known.Redact, time);
        var filter = new LogFilter(log.Level);
        using var loggers = Loggers.Create(writer, filter);
        await using var daemon = new RunningDaemon(
            options, settings, token.Value, known, (loggers, filter), time, stop);
        if (await daemon.StartAsync(cancellationToken) is { } refused) return [refused];
        _report.Ready(daemon.Url);
        await stop.Given;
        return [];
    }

    /// <summary>
    /// A daemon in the background was started because none answered: the one that has the lock is either on its way
    /// down, then its place is waited for, or on its way up, then it is as good.
    /// </summary>
    private async Task<Outcome<DaemonLock>> TakeLockAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var patience = options.IsBackground ? PredecessorSecondsMax : LookedAtSecondsMax;
        while (true)
        {
            var taken = DaemonLock.Take(options.Data);
            if (!taken.IsRejected(out _) || time.GetElapsedTime(started).TotalSeconds > patience || IsAnswered())
                return taken;

            await Task.Delay(TimeSpan.FromMilliseconds(LookMilliseconds), time, cancellationToken);
        }
    }

    private bool IsAnswered()
    {
        var other = new DaemonLink(options.Data, mayStart: false, []);
        var isAnswered = other.TryConnect();
        other.Close();
        return isAnswered;
    }
}
