using System.Diagnostics.CodeAnalysis;

namespace AgentGateway.Domain;

/// <summary>Either what was asked for or the reason why not; never both and never neither.</summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Rejection? rejection) => (_value, Rejection) = (value, rejection);

    /// <summary>The refusal, or null when there is a value.</summary>
    public Rejection? Rejection { get; }

    /// <summary>The value; reading it of a refusal is a bug and throws.</summary>
    public T Value => Rejection is null ? _value! : throw new InvalidOperationException($"Refused: {Rejection.Code}.");

    public bool IsRejected([NotNullWhen(true)] out Rejection? rejection) => (rejection = Rejection) is not null;

    /// <summary>The refusal, or else the value.</summary>
    public bool IsRejected([NotNullWhen(true)] out Rejection? rejection, [MaybeNullWhen(true)] out T value)
    {
        (rejection, value) = (Rejection, _value);
        return rejection is not null;
    }

    /// <summary>The same refusal, or the value turned into something else.</summary>
    public Outcome<TOther> Map<TOther>(Func<T, TOther> map) =>
        Rejection is null ? new(map(_value!), null) : new(default, Rejection);

    internal static Outcome<T> Of(T value) => new(value, null);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Rejection rejection) => new(default, rejection);
}

/// <summary>Makes outcomes of interfaces, to which nothing converts implicitly.</summary>
public static class Outcome
{
    public static Outcome<T> Of<T>(T value) => Outcome<T>.Of(value);
}
