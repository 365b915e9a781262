using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Gateways.Connections;

/// <summary>
/// Finds the tokens of bots: in the setting, in the secret that it names, or in the environment. What it gives out is
/// known to <see cref="KnownSecrets"/> from then on, so that it is in no log and no answer.
/// </summary>
/// <param name="secret">The value of a stored secret; null where there is none.</param>
/// <param name="environment">The environment of the daemon.</param>
public sealed class ChatSecrets(
    Func<string, string?> secret, IReadOnlyDictionary<string, string> environment, KnownSecrets known)
{
    private const string Prefix = "secret:";

    /// <param name="setting">A value, <c>secret:NAME</c>, or empty.</param>
    /// <param name="variable">The environment variable that counts where the setting is empty.</param>
    public string? Resolve(string? setting, string variable)
    {
        var value = string.IsNullOrWhiteSpace(setting) ? environment.GetValueOrDefault(variable)
            : setting.StartsWith(Prefix, StringComparison.Ordinal) ? secret(setting[Prefix.Length..])
            : setting;
        if (string.IsNullOrWhiteSpace(value)) return null;
        value = value.Trim();
        known.Add(value);
        return value;
    }
}
