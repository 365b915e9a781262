using AgentGateway.Domain;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Settings;

/// <summary>
/// The settings while the daemon runs. A change of the file counts at once where it can; every other changed setting is
/// named in the log, by doctor and in the status, because it counts at the next start only. A file with a mistake
/// changes nothing.
/// </summary>
/// <param name="loaded">The settings that the daemon started with.</param>
/// <param name="hotSections">Sections whose changes count at once.</param>
/// <param name="apply">Takes changed settings into use.</param>
internal sealed partial class LiveSettings(
    SettingsSource source,
    IConfigurationRoot loaded,
    IReadOnlySet<string> hotSections,
    Action<IConfigurationRoot> apply,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    /// <summary>What a person does so that a setting counts which the daemon reads once.</summary>
    public const string Restart = "agw stop; agw serve";

    /// <summary>Editors write a file in several steps; what comes within this time is one change.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, string?> _atStart = Values(loaded);
    private readonly Lock _gate = new();
    private (long Length, DateTime WrittenAt) _seen = Stamp(source.Data.Settings);
    private Dictionary<string, string?> _used = Values(loaded);
    private IReadOnlyList<string> _pending = [];
    private IReadOnlyList<Rejection> _problems = [];
    private FileSystemWatcher? _watcher;
    private ITimer? _timer;

    /// <summary>
    /// The settings that have changed since the start and do not count yet, as of now; a list counts as one.
    /// </summary>
    public IReadOnlyList<string> Pending
    {
        get
        {
            Look();
            return _pending;
        }
    }

    /// <summary>Begins to watch the file.</summary>
    public void Start()
    {
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            _watcher = new(source.Data.Path, Path.GetFileName(source.Data.Settings));
            _watcher.Changed += (_, _) => Touched();
            _watcher.Created += (_, _) => Touched();
            _watcher.Deleted += (_, _) => Touched();
            _watcher.Renamed += (_, _) => Touched();
            _watcher.EnableRaisingEvents = true;
        }
        catch (IOException failure)
        {
            // The system's limit of watches is reached. Doctor and the status look at the file themselves.
            NotWatched(source.Data.Settings, failure.Message);
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _timer?.Dispose();
    }

    private void Touched() => _timer?.Change(Settle, Timeout.InfiniteTimeSpan);

    /// <summary>Reads the file if it is another one than before.</summary>
    private void Look()
    {
        lock (_gate)
        {
            var stamp = Stamp(source.Data.Settings);
            if (stamp == _seen) return;
            _seen = stamp;
            var (settings, problems) = source.Load();
            foreach (var problem in problems.Except(_problems)) NotTaken(problem.Message);
            _problems = problems;
            if (settings is not null) Take(settings);
        }
    }

    private void Take(IConfigurationRoot settings)
    {
        var values = Values(settings);
        if (Changed(_used, values).Any(IsHot))
        {
            apply(settings);
            foreach (var key in Names(Changed(_used, values).Where(IsHot))) Taken(key);
        }

        _used = values;
        var pending = Names(Changed(_atStart, values).Where(key => !IsHot(key)));
        foreach (var key in pending.Except(_pending)) TakenLater(key, Restart);
        _pending = pending;
    }

    private bool IsHot(string key)
    {
        // A section may stand in another one, as those of the chat platforms do.
        for (var end = key.Length; end > 0; end = key.LastIndexOf(':', end - 1))
            if (hotSections.Contains(key[..end]))
                return true;
        return false;
    }

    private static IEnumerable<string> Changed(
        Dictionary<string, string?> before, Dictionary<string, string?> after) =>
        before.Keys.Union(after.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key));

    /// <summary>Keys as people write them: that of a list for each of its items. Values are not repeated.</summary>
    private static List<string> Names(IEnumerable<string> keys) =>
        [.. keys.Select(Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    private static string Name(string key) =>
        key.LastIndexOf(':') is > 0 and var colon && key[(colon + 1)..].All(char.IsAsciiDigit) ? key[..colon] : key;

    private static Dictionary<string, string?> Values(IConfigurationRoot settings) =>
        settings.AsEnumerable()
            .Where(pair => pair.Value is not null && !pair.Key.StartsWith('$'))
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    private static (long Length, DateTime WrittenAt) Stamp(string file) =>
        new FileInfo(file) is { Exists: true } written ? (written.Length, written.LastWriteTimeUtc) : (-1, default);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Setting} changed and is in use.")]
    private partial void Taken(string setting);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Setting} changed, takes effect after {Commands}.")]
    private partial void TakenLater(string setting, string commands);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "The changed settings are not taken, those before stay in use: {Problem}")]
    private partial void NotTaken(string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of {File} are noticed late: {Reason}")]
    private partial void NotWatched(string file, string reason);
}
