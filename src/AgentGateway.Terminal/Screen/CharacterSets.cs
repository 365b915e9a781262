namespace AgentGateway.Terminal.Screen;

/// <summary>The sets designated as G0 to G3, and which of them text is in.</summary>
internal readonly record struct CharacterSets(
    CharacterSet G0, CharacterSet G1, CharacterSet G2, CharacterSet G3, byte Shift)
{
    public CharacterSet Current => At(Shift);

    public CharacterSet At(int index) => index switch
    {
        0 => G0,
        1 => G1,
        2 => G2,
        _ => G3,
    };

    public CharacterSets With(int index, CharacterSet set) => index switch
    {
        0 => this with { G0 = set },
        1 => this with { G1 = set },
        2 => this with { G2 = set },
        _ => this with { G3 = set },
    };
}
