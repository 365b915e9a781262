using System.Globalization;
using System.Text;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Modules;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Attention;

/// <summary>
/// Up to when the person has seen what was new. It is a file of the data directory and no event: a look changes nothing
/// about the work, and without the file replies are only shown once more. Safe for several threads.
/// </summary>
internal sealed partial class LastLook
{
    private const string FileName = "inbox-seen";

    private readonly Lock _gate = new();
    private readonly string? _path;
    private readonly ILogger _log;
    private DateTimeOffset? _at;

    public LastLook(GatewayHome home, ILogger<LastLook> log)
    {
        _log = log;
        _path = home.DataDirectory is { } data ? Path.Combine(data, FileName) : null;
        _at = Read();
    }

    /// <summary>Null before the first look.</summary>
    public DateTimeOffset? At
    {
        get
        {
            lock (_gate) return _at;
        }
    }

    /// <summary>Never moves back.</summary>
    public void MoveTo(DateTimeOffset at)
    {
        lock (_gate)
        {
            if (at <= _at) return;
            _at = at;
            try
            {
                if (_path is not null)
                    PrivateFiles.Replace(
                        _path, Encoding.UTF8.GetBytes(at.ToString("O", CultureInfo.InvariantCulture) + "\n"));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogNotKept(_log, failure.Message);
            }
        }
    }

    private DateTimeOffset? Read()
    {
        try
        {
            return _path is not null && File.Exists(_path)
                && DateTimeOffset.TryParse(
                    File.ReadAllText(_path).Trim(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
                ? at
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNotKept(_log, failure.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Up to when the inbox was seen is not kept through a restart: {Reason}")]
    private static partial void LogNotKept(ILogger log, string reason);
}
