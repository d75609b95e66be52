package cases.generics;

interface Named {
    CharSequence name();
}
