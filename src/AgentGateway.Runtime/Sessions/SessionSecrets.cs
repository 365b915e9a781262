using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Finds the stored secrets that variables of sessions name as <c>secret:NAME</c>.</summary>
internal sealed class SessionSecrets(SessionPaths paths, ConfidentialInputStore inputs, KnownSecrets known)
{
    /// <summary>The confidential part of a request. Refused when it names a secret that is not stored.</summary>
    public Outcome<ConfidentialInput> Resolve(
        IReadOnlyDictionary<string, string>? environment, string? init, string? cleanup)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var secrets = new Dictionary<string, StoredSecret>(StringComparer.Ordinal);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            if (SecretReference.NameIn(value) is not { } named)
            {
                given[name] = value;
                if (HiddenVariables.IsNamedSecret(name, value)) known.Add(value);
            }
            else if (Find(named).IsRejected(out var refused, out var secret)) return refused;
            else secrets[name] = secret;
        }

        return new ConfidentialInput(given, secrets, init, cleanup);
    }

    /// <summary>
    /// Takes the present values of a session's secrets, for its next start. Refused when one of them was removed.
    /// </summary>
    public Rejection? Renew(TerminalSession session)
    {
        try
        {
            var input = inputs.Read(session.Id);
            if (input.Secrets.Count == 0) return null;
            var renewed = new Dictionary<string, StoredSecret>(StringComparer.Ordinal);
            foreach (var (variable, stored) in input.Secrets)
            {
                if (Find(stored.Name).IsRejected(out var refused, out var secret)) return refused;
                renewed[variable] = secret;
            }

            inputs.Write(session.Id, input with { Secrets = renewed });
            return null;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            return new("start_failed", failure.Message, "Create the session anew.");
        }
    }

    private Outcome<StoredSecret> Find(string name) =>
        new SecretStore(paths.SecretsDirectory, known).Read(name).Map(value => new StoredSecret(name, value));
}
