using System.Security.Cryptography;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// Random salts, drawn from the system's generator for many events at a time because one call to it costs more than a
/// hash.
/// </summary>
internal static class Salts
{
    private const int BatchBytes = 256 * EventChain.SaltBytes;

    [ThreadStatic]
    private static byte[]? _batch;

    [ThreadStatic]
    private static int _used;

    public static byte[] Next()
    {
        var batch = _batch ??= new byte[BatchBytes];
        if (_used % BatchBytes == 0)
        {
            RandomNumberGenerator.Fill(batch);
            _used = 0;
        }

        var salt = batch.AsSpan(_used, EventChain.SaltBytes);
        _used += EventChain.SaltBytes;
        var next = salt.ToArray();
        salt.Clear();
        return next;
    }
}
